"""A newcomer types `make up`: what is there without a click."""

from datetime import UTC, datetime, timedelta

import pytest

from airflow_api import AirflowApi, Run
from checks import Checks
from commands import run as run_command
from stack import Stack


@pytest.fixture(scope="module")
def first_run(stack: Stack, api: AirflowApi) -> tuple[Run, str]:
    """The run that Airflow has started by itself, and its day: yesterday."""
    yesterday = (datetime.fromtimestamp(stack.facts.started_at, UTC) - timedelta(days=1)).date().isoformat()
    (found,) = [one for one in api.runs("northwind", run_type="scheduled") if one["logical_date"].startswith(yesterday)]
    run = Run("northwind", found["dag_run_id"])
    api.wait(run, timeout=180)
    return run, yesterday


def test_first_green_run_is_there_three_minutes_after_make_up(
    stack: Stack, api: AirflowApi, first_run: tuple[Run, str], figures: list[str]
) -> None:
    ended = datetime.fromisoformat(api.run(first_run[0])["end_date"].replace("Z", "+00:00"))
    seconds = ended.timestamp() - stack.facts.started_at
    figures.append(f"images {stack.facts.seconds_to_build:.0f} s, then make up {stack.facts.seconds_up:.0f} s")
    figures.append(f"first green run {seconds:.0f} s after make up began")
    assert seconds < 180


def test_first_run_is_scheduled_and_right(checks: Checks, api: AirflowApi, first_run: tuple[Run, str]) -> None:
    run, yesterday = first_run
    assert api.run(run)["run_type"] == "scheduled"
    checks.run_is_right(run, yesterday)
    checks.day_is_right(yesterday)
    checks.nothing_is_left_behind()


def test_both_extracts_run_at_the_same_time_load_after_both_report_after_load(
    api: AirflowApi, first_run: tuple[Run, str]
) -> None:
    tasks = api.tasks(first_run[0])
    database, file = tasks["extract_postgres"], tasks["extract_csv"]
    load, report = tasks["load_postgres"], tasks["publish_report"]
    assert max(database.started, file.started) < min(database.ended, file.ended)
    assert load.started >= max(database.ended, file.ended)
    assert report.started >= load.ended


def test_stack_at_rest_needs_less_than_one_and_a_half_gigabytes(
    stack: Stack, first_run: tuple[Run, str], figures: list[str]
) -> None:
    memory = stack.memory_bytes()
    in_all = sum(memory.values())
    figures.append(f"at rest {in_all / 1e6:.0f} MB: " + ", ".join(f"{k} {v / 1e6:.0f}" for k, v in memory.items()))
    assert in_all < 1_500_000_000


def test_make_up_again_changes_nothing(stack: Stack, first_run: tuple[Run, str]) -> None:
    before = run_command(["docker", "ps", "--no-trunc", "--quiet", "--filter", f"name={stack.project}-"]).out.split()
    again = stack.make("up")
    after = run_command(["docker", "ps", "--no-trunc", "--quiet", "--filter", f"name={stack.project}-"]).out.split()
    assert sorted(before) == sorted(after)
    assert stack.address.removeprefix("http://127.0.0.1") in again.out
    # A terminal is shown the password; a log is told where it is.
    assert "user admin, password in secrets/airflow-users.json" in again.out
    assert stack.password not in again.out


def test_doctor_finds_a_running_stack_in_order(stack: Stack) -> None:
    stack.make("doctor")

"""Tasks that are killed, stopped, too slow, too large or fed with what is wrong; a warehouse that goes away."""

import hashlib

import pytest

from airflow_api import AirflowApi, Run
from checks import GATED, RUN_TASKS, Checks
from commands import run as run_command
from databases import Database
from gate import Gate
from pages import WebPage
from stack import Stack


@pytest.fixture(scope="module")
def failing(gate: Gate, api: AirflowApi) -> dict[str, Run]:
    """Runs that must fail without anybody's doing, begun together because none waits for another."""
    return {dag_id: api.trigger(dag_id, {"date": "2024-03-01"}) for dag_id in ("greedy", "broken")}


def last_words(api: AirflowApi, run: Run, task_id: str, try_number: int = 1) -> str:
    """The log of a try as one text."""
    return "\n".join(api.log(run, task_id, try_number))


def test_a_killed_container_is_started_again(
    gate: Gate, api: AirflowApi, checks: Checks, failing: dict[str, Run]
) -> None:
    with gate.shut():
        run = api.trigger("gated", {"date": "2024-03-01"})
        container = gate.wait_for_extract(run)
        run_command(["docker", "kill", container.id])
        gate.wait_for_extract(run, try_number=2)
    api.wait(run)
    assert (
        "extract-postgres ended with 137 (killed, over the memory limit or from outside) and wrote no receipt;"
        " see its log above" in last_words(api, run, "extract_postgres")
    )
    checks.run_is_right(run, "2024-03-01", GATED)
    checks.day_is_right("2024-03-01", GATED)


def test_a_container_over_its_memory_limit_says_so(api: AirflowApi, checks: Checks, failing: dict[str, Run]) -> None:
    tasks = api.wait(failing["greedy"], "failed")
    assert tasks["extract_postgres"].try_number == 1
    assert (
        "extract-postgres was killed: it used more memory than its container's limit of 32m; raise memory= of task"
        " extract_postgres in the DAG file" in last_words(api, failing["greedy"], "extract_postgres")
    )
    checks.nothing_is_left_behind()


def test_a_failed_extract_leaves_the_load_alone(api: AirflowApi, checks: Checks, failing: dict[str, Run]) -> None:
    tasks = api.wait(failing["broken"], "failed")
    states = {name: (task.state, task.try_number) for name, task in tasks.items() if name not in RUN_TASKS}
    assert states == {
        "extract_postgres": ("success", 1),
        "extract_csv": ("failed", 1),
        "load_postgres": ("upstream_failed", 0),
    }
    assert "broken.csv" in last_words(api, failing["broken"], "extract_csv")


def test_a_load_that_fails_when_run_again_alone_makes_the_run_failed(
    stack: Stack, api: AirflowApi, checks: Checks
) -> None:
    day = "2024-03-07"
    run = api.trigger("northwind", {"date": day}, logical_date=f"{day}T00:00:00Z")
    api.wait(run)
    published = checks.lake.extract_folder("northwind", "csv", day)
    hidden = published.rename(published.with_name("hidden"))
    api.clear(run, "load_postgres")
    tasks = api.wait(run, "failed")
    hidden.rename(published)
    assert {name: task.state for name, task in tasks.items()} == {
        "run_begin": "success",
        "extract_postgres": "success",
        "extract_csv": "success",
        "load_postgres": "failed",
        "publish_report": "success",
        "run_state": "upstream_failed",
    }
    ended = stack.airflow("dags", "backfill", "-s", day, "-e", day, "northwind", expect=1)
    assert "skipped, had failed" in ended.text
    assert "no: load_postgres failed" in ended.text

    api.clear(run, "load_postgres")
    api.wait(run)
    checks.run_is_right(run, day)
    checks.day_is_right(day)
    checks.nothing_is_left_behind()


def test_a_task_marked_failed_publishes_nothing(gate: Gate, web_page: WebPage, api: AirflowApi, checks: Checks) -> None:
    with gate.shut():
        run = api.trigger("gated", {"date": "2024-03-02"})
        gate.wait_for_extract(run)
        web_page.mark_task(run, "extract_postgres", "failed")
        checks.nothing_is_left_behind()
        api.wait(run, "failed")
    checks.day_is_absent("2024-03-02", GATED)


def test_a_task_out_of_time_says_so(gate: Gate, api: AirflowApi, checks: Checks) -> None:
    with gate.shut():
        run = api.trigger("impatient", {"date": "2024-03-03"})
        gate.wait_for_extract(run)
        api.wait(run, "failed")
        checks.nothing_is_left_behind()
    assert (
        "extract-postgres was stopped: it had not ended within its time-out of 0:00:08; raise timeout= of task"
        " extract_postgres in the DAG file" in last_words(api, run, "extract_postgres")
    )


def test_two_runs_of_one_day_at_once_both_end_well(gate: Gate, api: AirflowApi, checks: Checks) -> None:
    with gate.shut():
        first = api.trigger("gated", {"date": "2024-03-04"})
        gate.wait_for_extract(first)
        second = api.trigger("gated", {"date": "2024-03-04"})
        api.wait_for_task(second, "extract_postgres", "up_for_retry")
        assert api.tasks(first)["extract_postgres"].state == "running"
    api.wait(first)
    api.wait(second)
    assert api.tasks(first)["extract_postgres"].try_number == 1
    assert "extract-postgres ended with 75" in last_words(api, second, "extract_postgres")
    for run in (first, second):
        checks.run_is_right(run, "2024-03-04", GATED)
    checks.day_is_right("2024-03-04", GATED)
    checks.nothing_is_left_behind()


def test_a_warehouse_away_before_the_load_is_waited_for(
    gate: Gate, stack: Stack, api: AirflowApi, checks: Checks
) -> None:
    with gate.shut():
        run = api.trigger("gated", {"date": "2024-03-05"})
        gate.wait_for_extract(run)
        stack.compose("stop", "warehouse-db")
    try:
        api.wait_for_task(run, "load_postgres", "up_for_retry", timeout=120)
    finally:
        stack.compose("up", "--detach", "--no-deps", "--wait", "warehouse-db")
    api.wait(run)
    assert "load-postgres ended with 69" in last_words(api, run, "load_postgres")
    checks.run_is_right(run, "2024-03-05", GATED)
    checks.day_is_right("2024-03-05", GATED)
    checks.nothing_is_left_behind()


def test_a_warehouse_cut_off_in_the_load_is_waited_for(
    gate: Gate, stack: Stack, api: AirflowApi, checks: Checks, warehouse: Database
) -> None:
    lock = int.from_bytes(hashlib.sha256(b"daybook pipeline gated").digest()[:8], "big", signed=True)
    with warehouse.holding(f"SELECT pg_advisory_xact_lock({lock})"):
        run = api.trigger("gated", {"date": "2024-03-06"})
        warehouse.wait_until_blocked("load", "advisory")
        stack.compose("stop", "warehouse-db")
    try:
        api.wait_for_task(run, "load_postgres", "up_for_retry", timeout=120)
    finally:
        stack.compose("up", "--detach", "--no-deps", "--wait", "warehouse-db")
    api.wait(run)
    log = last_words(api, run, "load_postgres")
    assert "load-postgres ended with 69" in log or "load-postgres ended with 75" in log
    checks.run_is_right(run, "2024-03-06", GATED)
    checks.day_is_right("2024-03-06", GATED)
    checks.nothing_is_left_behind()

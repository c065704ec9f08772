"""One day: by REST, by the web form, the same day again, one task again, and days that do not exist."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from airflow_api import AirflowApi, Run
from checks import NORTHWIND, RUN_TASKS, Checks
from databases import Database
from lake import Lake
from pages import WebPage
from stack import Stack

BY_REST = "2024-01-10"
BY_HAND = "2024-01-12"


@pytest.fixture(scope="module")
def form_run(browser: Browser, stack: Stack, pictures: Path) -> Run:
    """A day asked for by the web form, with nothing filled in but `Day to run`."""
    page = WebPage(browser, stack.address, "admin", stack.password)
    page.fill_trigger_form("northwind", BY_HAND)
    page.save(pictures / "airflow-trigger-day.png")
    run = page.submit_trigger_form("northwind")
    page.close()
    return run


@pytest.fixture(scope="module")
def rest_run(api: AirflowApi, form_run: Run) -> Run:
    """Another day asked for by REST, while that of the web form runs."""
    run = api.trigger("northwind", {"date": BY_REST})
    api.wait(form_run)
    api.wait(run)
    return run


def test_day_by_rest(checks: Checks, rest_run: Run) -> None:
    checks.run_is_right(rest_run, BY_REST)
    checks.day_is_right(BY_REST)
    checks.nothing_is_left_behind()


def test_day_by_the_web_form(web_page: WebPage, checks: Checks, pictures: Path, form_run: Run, rest_run: Run) -> None:
    checks.run_is_right(form_run, BY_HAND)
    checks.day_is_right(BY_HAND)
    assert checks.report_bytes(BY_HAND) == checks.report_bytes(BY_REST), "the same source gives the same bytes"
    web_page.open_run(form_run)
    web_page.save(pictures / "airflow-run.png")
    web_page.open_task(form_run, "load_postgres")
    web_page.save(pictures / "airflow-task-log.png")


def test_the_same_day_again_changes_nothing(
    api: AirflowApi, checks: Checks, lake: Lake, warehouse: Database, rest_run: Run
) -> None:
    def state() -> tuple[object, ...]:
        manifests = [lake.extract("northwind", source, BY_REST).manifest_sha256 for source in NORTHWIND.sources]
        ledger = warehouse.rows(f"SELECT load_id, loaded_at FROM daybook.load_ledger WHERE period = '{BY_REST}'")
        return manifests, ledger, checks.report_bytes(BY_REST)

    before = state()
    again = api.trigger("northwind", {"date": BY_REST})
    api.wait(again)
    tasks = checks.run_is_right(again, BY_REST)
    for task_id, step in NORTHWIND.tasks.items():
        assert checks.receipt(again, tasks[task_id], step, BY_REST)["status"] == "unchanged", task_id
    assert state() == before
    checks.day_is_right(BY_REST)
    checks.nothing_is_left_behind()


def test_one_task_cleared_in_the_web_page(
    web_page: WebPage, api: AirflowApi, checks: Checks, pictures: Path, rest_run: Run
) -> None:
    web_page.open_clear_dialog(rest_run, "load_postgres")
    web_page.save(pictures / "airflow-clear-task.png")
    web_page.confirm()
    task = api.wait_for_task(rest_run, "load_postgres", "success", try_number=2)
    assert checks.receipt(rest_run, task, "load-postgres", BY_REST)["status"] == "unchanged"
    again = {name for name, one in api.tasks(rest_run).items() if one.try_number > 1}
    assert again - set(RUN_TASKS) == {"load_postgres"}
    api.wait(rest_run)
    checks.day_is_right(BY_REST)
    checks.nothing_is_left_behind()


def test_one_task_cleared_by_rest(api: AirflowApi, checks: Checks, rest_run: Run) -> None:
    api.clear(rest_run, "extract_postgres")
    task = api.wait_for_task(rest_run, "extract_postgres", "success", try_number=2)
    assert checks.receipt(rest_run, task, "extract-postgres", BY_REST)["status"] == "unchanged"
    api.wait(rest_run)
    checks.day_is_right(BY_REST)
    checks.nothing_is_left_behind()


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday", "", "2024-1-5", 20240120])
def test_a_day_that_does_not_exist_is_refused_at_once(api: AirflowApi, day: str | int) -> None:
    runs = len(api.runs("northwind"))
    answer = api.call("POST", "/api/v2/dags/northwind/dagRuns", json={"logical_date": None, "conf": {"date": day}})
    assert answer.status_code == 400
    assert answer.json()["detail"].splitlines()[0].startswith(f"Invalid input for param date: {day!r} is not ")
    assert len(api.runs("northwind")) == runs


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday"])
def test_a_step_refuses_a_day_that_does_not_exist_with_one_line(stack: Stack, day: str) -> None:
    refused = stack.step("load-postgres", "--date", day, expect=64)
    assert f"ERROR --date: expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found '{day}'" in refused.err


def test_an_unknown_parameter_fails_at_once_and_names_the_right_one(api: AirflowApi, checks: Checks) -> None:
    run = api.trigger("northwind", {"dates": BY_REST})
    tasks = api.wait(run, "failed")
    for task_id in ("extract_postgres", "extract_csv"):
        assert (tasks[task_id].state, tasks[task_id].try_number) == ("failed", 1)
        log = "\n".join(api.log(run, task_id))
        assert (
            "conf: expected only allow_missing, date, replace, found 'dates' (did you mean 'date'?); trigger a run"
            " without it" in log
        )
    assert tasks["load_postgres"].state == "upstream_failed"
    checks.nothing_is_left_behind()

"""Many days: `airflow dags backfill` as in Airflow 2, `airflow backfill create`, and the web form."""

from pathlib import Path

import pytest

from airflow_api import AirflowApi, Run
from checks import Checks
from databases import Database
from lake import Lake
from pages import WebPage
from stack import Stack


def backfilled(api: AirflowApi, first: str, last: str) -> dict[str, Run]:
    """The runs of a range of days by their day."""
    found = api.runs("northwind", logical_date_gte=f"{first}T00:00:00Z", logical_date_lte=f"{last}T23:59:59Z")
    return {one["logical_date"][:10]: Run("northwind", one["dag_run_id"]) for one in found}


def loaded_days(warehouse: Database) -> set[str]:
    """The days in the ledger."""
    rows = warehouse.rows("SELECT period FROM daybook.load_ledger WHERE pipeline = 'northwind'")
    return {row["period"] for row in rows}


def assert_exactly(
    days: list[str], api: AirflowApi, checks: Checks, lake: Lake, warehouse: Database, before: set[str]
) -> None:
    """These days, each whole, and no other has come."""
    runs = backfilled(api, "2024-01-01", "2024-02-28")
    for day in days:
        checks.run_is_right(runs[day], day)
        checks.day_is_right(day)
    assert loaded_days(warehouse) - before == set(days)
    assert lake.days("northwind", "postgres") == lake.days("northwind", "csv") == loaded_days(warehouse)
    checks.nothing_is_left_behind()


def test_dags_backfill_runs_exactly_the_days_asked_for(
    stack: Stack, api: AirflowApi, checks: Checks, lake: Lake, warehouse: Database
) -> None:
    before = loaded_days(warehouse)
    done = stack.airflow("dags", "backfill", "-s", "2024-01-20", "-e", "2024-01-22", "northwind")
    print(done.text)
    days = ["2024-01-20", "2024-01-21", "2024-01-22"]
    table = [line.split() for line in done.out.splitlines() if line.startswith("2024-")]
    assert [(row[0], row[1], row[2], row[-1]) for row in table] == [(day, "created", "success", "yes") for day in days]
    assert done.out.splitlines()[-1] == "3 of 3 runs succeeded and published."
    assert_exactly(days, api, checks, lake, warehouse, before)


def test_dags_backfill_again_says_that_the_days_are_there(stack: Stack, warehouse: Database) -> None:
    before = loaded_days(warehouse)
    again = stack.airflow("dags", "backfill", "-s", "2024-01-21", "-e", "2024-01-21", "northwind")
    assert "2024-01-21  skipped, had succeeded  success" in again.out
    assert again.out.splitlines()[-1] == "1 of 1 run succeeded and published."
    assert loaded_days(warehouse) == before


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2024-02-30", "--start-date: expected a day that exists, YYYY-MM-DD, found '2024-02-30'"),
        ("yesterday", "--start-date: expected a day such as 2024-01-20, found 'yesterday'"),
    ],
)
def test_dags_backfill_refuses_a_day_that_does_not_exist_with_one_line(stack: Stack, day: str, line: str) -> None:
    refused = stack.airflow("dags", "backfill", "-s", day, "-e", "2024-03-01", "northwind", expect=2)
    assert refused.text == line + "\n"


def test_dags_backfill_says_that_a_dag_is_paused(stack: Stack, api: AirflowApi) -> None:
    api.pause("northwind", True)
    try:
        refused = stack.airflow("dags", "backfill", "-s", "2024-01-25", "-e", "2024-01-25", "northwind", expect=1)
    finally:
        api.pause("northwind", False)
    assert refused.text == (
        "northwind is paused, so none of its days would start; unpause it: airflow dags unpause northwind,"
        " or add --unpause\n"
    )


def test_backfill_by_the_web_form(
    web_page: WebPage, api: AirflowApi, checks: Checks, lake: Lake, warehouse: Database, pictures: Path
) -> None:
    api.wait_for_backfills("northwind")
    before = loaded_days(warehouse)
    web_page.fill_backfill_form("northwind", "2024-02-01", "2024-02-02")
    web_page.expect_backfill_runs(2)
    web_page.save(pictures / "airflow-backfill-form.png")
    web_page.submit_backfill_form()
    for run in backfilled(api, "2024-02-01", "2024-02-02").values():
        api.wait(run)
    assert_exactly(["2024-02-01", "2024-02-02"], api, checks, lake, warehouse, before)
    api.wait_for_backfills("northwind")
    web_page.open_dag("northwind", "/backfills")
    web_page.save(pictures / "airflow-backfill-done.png")


def test_backfill_create(stack: Stack, api: AirflowApi, checks: Checks, lake: Lake, warehouse: Database) -> None:
    api.wait_for_backfills("northwind")
    before = loaded_days(warehouse)
    stack.airflow("backfill", "create", "--dag-id", "northwind", "--from-date", "2024-02-10", "--to-date", "2024-02-10")
    (run,) = backfilled(api, "2024-02-10", "2024-02-10").values()
    api.wait(run)
    assert_exactly(["2024-02-10"], api, checks, lake, warehouse, before)

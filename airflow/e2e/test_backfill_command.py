"""Many days by `airflow dags backfill`, as in Airflow 2."""

import pytest

from airflow_api import AirflowApi
from backfills import assert_exactly, loaded_days
from checks import Checks
from databases import Database
from lake import Lake
from stack import Stack


def test_dags_backfill_runs_exactly_the_days_asked_for(
    stack: Stack, api: AirflowApi, checks: Checks, lake: Lake, warehouse: Database
) -> None:
    before = loaded_days(warehouse)
    done = stack.airflow("dags", "backfill", "-s", "2024-01-20", "-e", "2024-01-22", "northwind")
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
        refused = stack.airflow("dags", "backfill", "-s", "2024-01-26", "-e", "2024-01-26", "northwind", expect=1)
    finally:
        api.pause("northwind", False)
    assert refused.text == (
        "northwind is paused, so none of its days would start; unpause it: airflow dags unpause northwind,"
        " or add --unpause\n"
    )

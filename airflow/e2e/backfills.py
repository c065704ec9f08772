"""What must be true after every kind of backfill."""

from airflow_api import AirflowApi, Run
from checks import Checks
from databases import Database
from lake import Lake


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

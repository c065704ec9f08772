"""Days by Airflow's own `airflow backfill create`, and the page that shows all backfills."""

from pathlib import Path

from airflow_api import AirflowApi
from backfills import assert_exactly, backfilled, loaded_days
from checks import Checks
from databases import Database
from lake import Lake
from pages import WebPage
from stack import Stack


def test_the_page_shows_what_was_backfilled(web_page: WebPage, api: AirflowApi, pictures: Path) -> None:
    api.wait_for_backfills("northwind")
    web_page.open_dag("northwind", "/backfills")
    web_page.expect_text("Missing Runs")
    web_page.save(pictures / "airflow-backfill-done.png")


def test_backfill_create(stack: Stack, api: AirflowApi, checks: Checks, lake: Lake, warehouse: Database) -> None:
    api.wait_for_backfills("northwind")
    before = loaded_days(warehouse)
    stack.airflow("backfill", "create", "--dag-id", "northwind", "--from-date", "2024-02-10", "--to-date", "2024-02-10")
    (run,) = backfilled(api, "2024-02-10", "2024-02-10").values()
    api.wait(run)
    assert_exactly(["2024-02-10"], api, checks, lake, warehouse, before)

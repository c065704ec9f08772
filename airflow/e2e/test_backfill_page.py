"""Many days by the web page's form."""

from pathlib import Path

from airflow_api import AirflowApi
from backfills import assert_exactly, backfilled, loaded_days
from checks import Checks
from databases import Database
from lake import Lake
from pages import WebPage


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

"""The pipeline of docs/your-own-pipeline.md, made as that page says: two databases, a CSV file, one report."""

import json
import shutil
from collections.abc import Iterator

import pytest

from airflow_api import AirflowApi
from checks import RUN_TASKS, Checks, Shape
from commands import wait_until
from databases import Database
from stack import ROOT, Stack

DAY = "2024-01-20"
EXAMPLE = ROOT / "docs" / "examples" / "orders"
ORDERS = Shape(
    "orders",
    ("shop", "billing", "rates"),
    # As daybook.step_log calls them: a source that is not the step's usual one is named.
    (
        *("extract-postgres (shop)", "extract-postgres (billing)", "extract-csv (rates)"),
        *("load-postgres", "publish-report"),
    ),
    "open_invoices",
)
TASKS = {
    "extract_postgres_shop": "extract-postgres",
    "extract_postgres_billing": "extract-postgres",
    "extract_csv_rates": "extract-csv",
    "load_postgres": "load-postgres",
    "publish_report": "publish-report",
}
READER = "orders_reader"
SHOP = """
CREATE TABLE customers (customer_id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (order_id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers, currency text);
CREATE TABLE baskets (basket_id integer PRIMARY KEY);
INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace');
INSERT INTO orders VALUES (10, 1, 'EUR'), (11, 2, 'USD'), (12, 2, 'EUR');
"""
BILLING = """
CREATE TABLE invoices (invoice_id integer PRIMARY KEY, order_id integer, amount numeric(12,2), paid boolean NOT NULL);
CREATE TABLE audit_log (entry text);
INSERT INTO invoices VALUES (100, 10, 12.50, false), (101, 11, 99.99, false), (102, 12, 7.00, true);
INSERT INTO audit_log VALUES ('not for the warehouse');
"""
RATES = "currency,euros\nEUR,1\nUSD,0.918200\n"
REPORT = "invoice_id,order_id,customer,euros\n100,10,Ada,12.50\n101,11,Grace,91.81\n"


@pytest.fixture(scope="module")
def databases(stack: Stack, source: Database) -> Iterator[None]:
    """Two databases beside Northwind's on the same server, and a role that reads them."""
    source.execute(f"CREATE ROLE {READER} LOGIN PASSWORD '{READER}-password' IN ROLE pg_read_all_data")
    for name, tables in {"shop": SHOP, "billing": BILLING}.items():
        source.execute(f"CREATE DATABASE {name}")
        Database(stack, "source-db", name).execute(tables)
    yield
    # A task that was cleared or stopped can leave a session that the server has not ended yet.
    for name in ("shop", "billing"):
        source.execute(f"DROP DATABASE {name} WITH (FORCE)")
    source.execute(f"DROP ROLE {READER}")


@pytest.fixture(scope="module")
def orders(stack: Stack, api: AirflowApi, databases: None) -> None:
    """The connections, the file and the folder with the DAG, as the page has them."""
    for name in ("shop", "billing"):
        api.call("DELETE", f"/api/v2/connections/{name}")  # of a run before, when the stack is used again
        connection = {"connection_id": name, "conn_type": "postgres", "host": "source-db", "port": 5432, "schema": name}
        login = {"login": READER, "password": f"{READER}-password"}
        api.json("POST", "/api/v2/connections", json=connection | login)
    (stack.folder / "input" / f"rates-{DAY}.csv").write_text(RATES, encoding="utf-8")
    shutil.copytree(EXAMPLE, stack.folder / "dags" / "orders", dirs_exist_ok=True)
    wait_until(
        "DAG orders to be seen",
        lambda: api.call("GET", "/api/v2/dags/orders").status_code == 200,
        timeout=90,
        every=1,
    )


def test_an_own_pipeline_runs_a_day(orders: None, api: AirflowApi, checks: Checks, warehouse: Database) -> None:
    run = api.trigger("orders", {"date": DAY})
    tasks = api.wait(run, timeout=240)

    assert {name: task.state for name, task in tasks.items()} == dict.fromkeys([*TASKS, *RUN_TASKS], "success")
    for task_id, step in TASKS.items():
        checks.receipt(run, tasks[task_id], step, DAY)
    checks.day_is_right(DAY, ORDERS)
    tables = warehouse.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'orders_2024_01_20' ORDER BY 1")
    assert [row["tablename"] for row in tables] == ["customers", "invoices", "orders", "rates"]
    report = checks.lake.report_folder("orders", "open_invoices", DAY)
    assert (report / "report.csv").read_text(encoding="utf-8") == REPORT
    assert json.loads((report / "report.json").read_text(encoding="utf-8"))["totals"] == {"rows": 2, "euros": 104.31}
    checks.nothing_is_left_behind()


def test_a_connection_that_is_not_there_is_named(orders: None, api: AirflowApi) -> None:
    api.json("DELETE", "/api/v2/connections/billing")
    run = api.trigger("orders", {"date": "2024-01-19"})

    api.wait_for_task(run, "extract_postgres_billing", "up_for_retry", "failed")

    expected = "connection 'billing' is not defined; add it in the web UI under Admin > Connections, type Postgres,"
    assert any(expected in line for line in api.log(run, "extract_postgres_billing"))
    api.json("PATCH", run.path, json={"state": "failed"})

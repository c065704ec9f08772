"""What every end-to-end test is given: one running stack for all of them, and the ways a user has into it.

Variables of the environment:

- E2E_KEEP=1: leave the stack up at the end, to look around in it, or to use it again
- E2E_REUSE=1: use the stack that was left up; it is not made anew
- E2E_PORT: of the web page; default 18080
- CHROMIUM: the browser's program
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from airflow_api import AirflowApi
from checks import Checks
from databases import Database
from gate import Gate, make_gate
from lake import Lake
from pages import WebPage, launch_browser
from stack import ARTIFACTS, ROOT, Stack, copy_working_tree

PICTURES = ROOT / "target" / "e2e" / "images"


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of tests that go on with what the test before them left."""
    config.addinivalue_line("markers", "needs_browser: clicks in the web page")


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """The stack, up by `make up` in a fresh copy of the working tree; gone at the end."""
    stack = Stack("daybook-e2e", int(os.environ.get("E2E_PORT", "18080")), "e2e", ARTIFACTS / "clone")
    reuse = os.environ.get("E2E_REUSE") == "1"
    if not reuse:
        stack.remove()
        copy_working_tree(stack.folder)
        stack.seconds_to_build = stack.make("image").seconds
        stack.started_at = time.time()
        stack.seconds_up = stack.make("up").seconds
    try:
        yield stack
    finally:
        stack.save_logs(ARTIFACTS / "logs")
        if os.environ.get("E2E_KEEP") != "1":
            stack.make("down")
            stack.remove()
            assert stack.left_behind() == []


@pytest.fixture(scope="session")
def api(stack: Stack) -> AirflowApi:
    """Airflow's REST interface."""
    return AirflowApi(stack.address, "admin", stack.password)


@pytest.fixture(scope="session")
def lake(stack: Stack) -> Lake:
    """The lake, as the user who cloned sees it."""
    return Lake(stack.lake)


@pytest.fixture(scope="session")
def source(stack: Stack) -> Database:
    """The database that days are extracted from, as its superuser."""
    return Database(stack, "source-db", "northwind")


@pytest.fixture(scope="session")
def warehouse(stack: Stack) -> Database:
    """The database that days are loaded into, as its superuser."""
    return Database(stack, "warehouse-db", "warehouse")


@pytest.fixture(scope="session")
def checks(stack: Stack, api: AirflowApi, lake: Lake, warehouse: Database) -> Checks:
    """What must be true after each scenario."""
    return Checks(stack, api, lake, warehouse)


@pytest.fixture(scope="session")
def gate(stack: Stack, api: AirflowApi, source: Database) -> Gate:
    """The DAGs of this folder's `dags/`, in the stack, and the gate that holds their extracts back."""
    return make_gate(stack, api, source)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = launch_browser(playwright)
        yield browser
        browser.close()


@pytest.fixture
def web_page(browser: Browser, stack: Stack, request: pytest.FixtureRequest) -> Iterator[WebPage]:
    """A tab of Airflow's web page, signed in; its last sight is kept when the test fails."""
    page = WebPage(browser, stack.address, "admin", stack.password)
    yield page
    page.save(ARTIFACTS / "last-sight" / f"{request.node.name}.png")
    page.page.context.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
    """The folder for the pictures that docs/ shows."""
    return PICTURES

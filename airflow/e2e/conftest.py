"""What every end-to-end test is given: one running stack for all of them, and the ways a user has into it.

Variables of the environment:

- E2E_KEEP=1: leave the stack up at the end, to look around in it, or to use it again
- E2E_REUSE=1: use the stack that was left up; it is not made anew
- E2E_PORT: of the web page; default 18080
- E2E_PICTURES: where pictures for the docs go; default target/e2e/images
- CHROMIUM: the browser's program
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from airflow_api import AirflowApi
from checks import Checks
from databases import Database
from gate import Gate, make_gate
from lake import Lake
from outage import Outage, api_server_away
from pages import WebPage, launch_browser
from stack import ARTIFACTS, ROOT, Facts, Stack, copy_working_tree

PICTURES = ROOT / os.environ.get("E2E_PICTURES", "target/e2e/images")


# What a newcomer does comes first, what breaks something last. Airflow calls a backfill complete half a minute late and
# begins no other before, so those are apart. While the API server is away for two minutes, what does not need it runs.
ORDER = (
    "test_up",
    "test_backfill_command",
    "test_one_day",
    "test_backfill_page",
    "test_faults",
    "test_backfill_create",
    "test_own_pipeline",
    "test_outage_begins",
    "test_single_steps",
    "test_networks",
    "test_image",
    "test_outage_ends",
    "test_scheduler_killed",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files in their order; one that is not named there comes last."""
    items.sort(key=lambda item: ORDER.index(item.path.stem) if item.path.stem in ORDER else len(ORDER))


FIGURES: list[str] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what was measured on the way."""
    for figure in FIGURES:
        terminalreporter.write_line(figure)


@pytest.fixture(scope="session")
def figures() -> list[str]:
    """Lines for the end of the output: what was measured, without a judgement."""
    return FIGURES


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """The stack, up by `make up` in a fresh copy of the working tree; gone at the end."""
    stack = Stack("daybook-e2e", int(os.environ.get("E2E_PORT", "18080")), "e2e", ARTIFACTS / "clone")
    facts = ARTIFACTS / "facts.json"
    try:
        if os.environ.get("E2E_REUSE") == "1":
            stack.facts = Facts(**json.loads(facts.read_text(encoding="utf-8")))
        else:
            stack.remove()
            copy_working_tree(stack.folder)
            stack.bring_up()
            facts.write_text(json.dumps(asdict(stack.facts)), encoding="utf-8")
        yield stack
    finally:
        stack.save_logs(ARTIFACTS / "logs")
        if os.environ.get("E2E_KEEP") != "1":
            stack.make("down")
            stack.remove()
            assert stack.left_behind() == []


@pytest.fixture(scope="session")
def api(stack: Stack) -> Iterator[AirflowApi]:
    """Airflow's REST interface."""
    api = AirflowApi(stack.address, "admin", stack.password)
    yield api
    api.close()


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
def outage(stack: Stack, api: AirflowApi, gate: Gate) -> Iterator[Outage]:
    """The API server is away from the first test that asks for this until test_outage_ends.py."""
    with api_server_away(stack, api, gate) as outage:
        yield outage


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
    page.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
    """The folder for the pictures that docs/ shows."""
    return PICTURES

"""Airflow's web page, used by clicking as a person would; selectors are those of Airflow 3.3.2."""

import os
import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Playwright, expect

from airflow_api import Run

VIEW = {"width": 1280, "height": 860}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def launch_browser(playwright: Playwright) -> Browser:
    """Start the Chromium or Chrome of this machine without a window.

    The variable CHROMIUM names another program.
    """
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise FileNotFoundError(
            f"expected one of {', '.join(PROGRAMS)} on PATH, found none; install one (Debian: apt-get install"
            " chromium), or set CHROMIUM to the program"
        )
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)


class WebPage:
    """One signed-in tab."""

    def __init__(self, browser: Browser, address: str, user: str, password: str) -> None:
        context = browser.new_context(viewport=VIEW, locale="en-GB", timezone_id="UTC")
        self.page: Page = context.new_page()
        self.page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        self._address = address
        self._go("/auth/login")
        self.page.locator("input[name=username]").fill(user)
        self.page.locator("input[name=password]").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Browse")).to_be_visible()

    def _go(self, path: str) -> None:
        """Open an address; Chromium gives it up when a network interface comes or goes, as with each container."""
        for _ in range(5):
            try:
                self.page.goto(self._address + path)
                return
            except Error as error:
                if "ERR_NETWORK_CHANGED" not in error.message:
                    raise
        self.page.goto(self._address + path)

    def close(self) -> None:
        """Close the tab and forget who was signed in."""
        self.page.context.close()

    def save(self, picture: Path) -> None:
        """Take a picture of what is shown, when nothing moves any more."""
        picture.parent.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_load_state("networkidle")
        self.page.screenshot(path=picture, animations="disabled")

    def open_dag(self, dag_id: str, tab: str = "") -> None:
        """Show a DAG."""
        self._go(f"/dags/{dag_id}{tab}")
        expect(self.page.get_by_role("button", name="Trigger")).to_be_visible()

    def expect_text(self, text: str) -> None:
        """See a text somewhere."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def open_run(self, run: Run) -> None:
        """Show a run and its tasks."""
        self._go(f"/dags/{run.dag_id}/runs/{run.run_id}")
        expect(self.page.get_by_text("Task Instances").first).to_be_visible()

    def open_task(self, run: Run, task_id: str) -> None:
        """Show a task of a run, with its log."""
        self._go(f"/dags/{run.dag_id}/runs/{run.run_id}/tasks/{task_id}")
        expect(self.page.get_by_role("heading", name=task_id)).to_be_visible()
        expect(self.page.get_by_text("Pre Execute")).to_be_visible()

    def fill_trigger_form(self, dag_id: str, day: str) -> None:
        """Open `Trigger` and fill in `Day to run`, and nothing else."""
        self.open_dag(dag_id)
        self.page.get_by_test_id("trigger-dag-button").click()
        self.page.get_by_label("Day to run").or_(self.page.locator("input[name=element_date]")).first.fill(day)

    def submit_trigger_form(self, dag_id: str) -> Run:
        """Click the form's `Trigger`; the page goes to the new run."""
        self.page.get_by_test_id("trigger-dag-submit").click()
        self.page.wait_for_url(re.compile(rf"/dags/{dag_id}/runs/"))
        return Run(dag_id, self.page.url.split("/runs/")[1].split("?")[0].replace("%3A", ":").replace("%2B", "+"))

    def fill_backfill_form(self, dag_id: str, first: str, last: str) -> None:
        """Open `Trigger`, choose `Backfill`, and type both days."""
        self.open_dag(dag_id)
        self.page.get_by_test_id("trigger-dag-button").click()
        self.page.get_by_text("Backfill", exact=True).click()
        expect(self.page.get_by_role("heading", name="Run Backfill")).to_be_visible()
        for position, day in enumerate((first, last)):
            self.page.get_by_test_id("datetime-input").nth(position).click()
            self.page.get_by_placeholder("YYYY/MM/DD").fill(day.replace("-", "/"))
            self.page.keyboard.press("Escape")
            expect(self.page.get_by_placeholder("YYYY/MM/DD")).to_have_count(0)

    def expect_backfill_runs(self, count: int) -> None:
        """See that the form announces so many runs."""
        announced = "1 run will be triggered" if count == 1 else f"{count} runs will be triggered"
        expect(self.page.get_by_text(announced)).to_be_visible()

    def submit_backfill_form(self) -> None:
        """Click `Run Backfill`."""
        self.page.get_by_role("button", name="Run Backfill").click()
        expect(self.page.get_by_text("Backfill generated").first).to_be_visible()

    def open_clear_dialog(self, run: Run, task_id: str) -> None:
        """Click a task's `Clear`, and choose this task alone."""
        self.open_task(run, task_id)
        self.page.locator("[aria-label*='to clear']").click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog.get_by_test_id("table-cell-task_id").first).to_be_visible()
        # Downstream is chosen already.
        dialog.get_by_role("button", name="Downstream").click()
        # The task, and the two that Airflow clears with every task so that the run's state is true.
        expect(dialog.get_by_text("Affected Tasks: 3")).to_be_visible()

    def confirm(self) -> None:
        """Click the open dialog's `Confirm`."""
        self.page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def mark_task(self, run: Run, task_id: str, state: str) -> None:
        """`Mark Task Instance as ...` in a task's page."""
        self.open_task(run, task_id)
        self.page.get_by_label("Mark Task Instance as...").first.click()
        self.page.get_by_role("menuitem", name=re.compile(state, re.IGNORECASE)).click()
        self.confirm()

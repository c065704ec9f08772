"""What must be true of a day after every scenario: lake, warehouse, report, log and what is left behind."""

import hashlib
import json
import os
import stat
from dataclasses import dataclass

from airflow_api import AirflowApi, Run, TaskInstance
from commands import wait_until
from databases import Database
from lake import Extract, Lake
from stack import Stack

GOOD = {"done", "unchanged", "kept"}
RUN_TASKS = ("run_begin", "run_state")
"""What each DAG has beside its steps, and Airflow's scheduler runs by itself."""


@dataclass(frozen=True)
class Shape:
    """What a pipeline is made of."""

    pipeline: str
    sources: tuple[str, ...]
    steps: tuple[str, ...]
    report: str

    @property
    def tasks(self) -> dict[str, str]:
        """Task ids and their steps."""
        return {step.replace("-", "_"): step for step in self.steps}


NORTHWIND = Shape(
    "northwind",
    ("postgres", "csv"),
    ("extract-postgres", "extract-csv", "load-postgres", "publish-report"),
    "orders_with_details",
)
GATED = Shape("gated", ("postgres",), ("extract-postgres", "load-postgres", "publish-report"), "categories")


@dataclass
class Checks:
    """Compares all that a run leaves behind with what it must be."""

    stack: Stack
    api: AirflowApi
    lake: Lake
    warehouse: Database

    def day_is_right(self, day: str, shape: Shape = NORTHWIND) -> None:
        """Assert that a day is whole: published, loaded once, row by row as many, reported, and logged."""
        extracts = [self.lake.extract(shape.pipeline, source, day) for source in shape.sources]
        rows = {target: count for extract in extracts for target, count in extract.rows.items()}
        self._ledger_is_right(day, shape, rows)
        self._tables_are_right(day, shape, rows)
        self._steps_are_logged(day, shape)
        self._report_is_right(day, shape)
        self._lake_is_readable(extracts)

    def day_is_absent(self, day: str, shape: Shape = NORTHWIND) -> None:
        """Assert that nothing of a day is there: no extract, no schema, no ledger row, no report."""
        for source in shape.sources:
            assert not self.lake.extract_folder(shape.pipeline, source, day).exists()
        assert not self.lake.report_folder(shape.pipeline, shape.report, day).exists()
        if self.warehouse.value("SELECT to_regclass('daybook.load_ledger') IS NOT NULL AS made") == "t":
            assert self._ledger(day, shape) == []
        schema = self._schema(day, shape)
        assert self.warehouse.rows(f"SELECT 1 AS one FROM pg_namespace WHERE nspname LIKE '{schema}%'") == []

    def run_is_right(self, run: Run, day: str, shape: Shape = NORTHWIND) -> dict[str, TaskInstance]:
        """Assert that each task of a successful run has a receipt of this day in its XCom and at the end of its log."""
        tasks = self.api.tasks(run)
        for task_id, step in shape.tasks.items():
            task = tasks[task_id]
            assert task.state == "success", f"{task_id} of {run}: {task}"
            self.receipt(run, task, step, day)
        return tasks

    def receipt(self, run: Run, task: TaskInstance, step: str, day: str) -> dict[str, object]:
        """The receipt of a successful task, after it was found right in XCom and log."""
        receipt = self.api.xcom(run, task.task_id)
        assert (receipt["step"], receipt["period"]) == (step, day), receipt
        assert receipt["attempt"] == task.try_number, receipt
        assert receipt["status"] in GOOD, receipt
        log = self.api.log(run, task.task_id, task.try_number)
        # What Airflow has to say itself comes after it, folded away.
        assert json.loads(log[log.index("::group::Post Execute") - 1]) == receipt, log
        return receipt

    def nothing_is_left_behind(self) -> None:
        """Assert that no task's container is there any more, running or not, and no staged file."""
        # A task is recorded before its container is removed.
        wait_until(
            "no task's container to be left",
            lambda: not self.stack.task_containers(),
            timeout=15,
            state=lambda: [(one.name, one.state) for one in self.stack.task_containers()],
        )
        assert self.lake.staged() == []

    def _schema(self, day: str, shape: Shape) -> str:
        return f"{shape.pipeline}_{day.replace('-', '_')}"

    def _ledger(self, day: str, shape: Shape) -> list[dict[str, str]]:
        where = f"pipeline = '{shape.pipeline}' AND period = '{day}'"
        return self.warehouse.rows(f"SELECT schema_name, rows, as_of, run_id FROM daybook.load_ledger WHERE {where}")

    def _ledger_is_right(self, day: str, shape: Shape, rows: dict[str, int]) -> None:
        ledger = self._ledger(day, shape)
        assert len(ledger) == 1, f"{day}: expected one row in daybook.load_ledger, found {ledger}"
        assert (ledger[0]["schema_name"], int(ledger[0]["rows"])) == (self._schema(day, shape), sum(rows.values()))

    def _tables_are_right(self, day: str, shape: Shape, rows: dict[str, int]) -> None:
        schema = self._schema(day, shape)
        tables = self.warehouse.rows(f"SELECT tablename FROM pg_tables WHERE schemaname = '{schema}'")
        assert {table["tablename"] for table in tables} == set(rows)
        counts = " UNION ALL ".join(f"SELECT '{name}' AS name, count(*) FROM {schema}.{name}" for name in rows)
        assert {row["name"]: int(row["count"]) for row in self.warehouse.rows(counts)} == rows
        others = self.warehouse.rows(f"SELECT nspname FROM pg_namespace WHERE nspname LIKE '{schema}\\_\\_%'")
        assert others == [], f"{day}: expected no half-loaded schema, found {others}"

    def _steps_are_logged(self, day: str, shape: Shape) -> None:
        where = f"pipeline = '{shape.pipeline}' AND period = '{day}'"
        logged = self.warehouse.rows(f"SELECT step, status FROM daybook.step_log WHERE {where}")
        assert {row["step"] for row in logged} == set(shape.steps), logged
        assert {row["status"] for row in logged} <= GOOD, logged

    def _report_is_right(self, day: str, shape: Shape) -> None:
        folder = self.lake.report_folder(shape.pipeline, shape.report, day)
        assert {path.name for path in folder.iterdir()} >= {"report.csv", "report.json"}

    def report_bytes(self, day: str, shape: Shape = NORTHWIND) -> str:
        """SHA-256 of a day's report.csv."""
        folder = self.lake.report_folder(shape.pipeline, shape.report, day)
        return hashlib.sha256((folder / "report.csv").read_bytes()).hexdigest()

    @staticmethod
    def _lake_is_readable(extracts: list[Extract]) -> None:
        """Whoever runs the tests is whoever cloned; root could read anything, so look at the rights."""
        for extract in extracts:
            for path in [extract.folder, *extract.folder.rglob("*")]:
                found = path.stat()
                readable = found.st_uid == os.getuid() or found.st_mode & stat.S_IROTH
                assert readable, f"{path}: {stat.filemode(found.st_mode)} of user id {found.st_uid}"

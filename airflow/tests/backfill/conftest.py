"""Airflow's own database with the DAG of Northwind in it, and a scheduler's hand: it moves runs as a test says."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

AIRFLOW_2 = version("apache-airflow").startswith("2.")
collect_ignore_glob = [] if AIRFLOW_2 else ["test_backfill_airflow_2.py"]
if AIRFLOW_2:
    collect_ignore_glob = [
        path.name for path in Path(__file__).parent.glob("test_*.py") if path.name != "test_backfill_airflow_2.py"
    ]

REPOSITORY = Path(os.environ.get("DAYBOOK_REPOSITORY", Path(__file__).parents[3]))
STEPS = ("extract_postgres", "extract_csv", "load_postgres", "publish_report")
# What the DAG files ask for; no container is ever started here.
os.environ.update(
    {
        "DAYBOOK_IMAGE": "daybook:test",
        "DAYBOOK_USER": "50000:0",
        "DAYBOOK_LAKE_VOLUME": "test-lake",
        "DAYBOOK_PIPELINES_VOLUME": "test-pipelines",
        "DAYBOOK_INPUT_VOLUME": "test-input",
        "DAYBOOK_SOURCE_NETWORK": "test-source",
        "DAYBOOK_WAREHOUSE_NETWORK": "test-warehouse",
        "DAYBOOK_STACK": "test",
    }
)

# In a process of its own the command turns these off before it imports Airflow; here Airflow is there already.
AIRFLOW_LOG_LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z \[(info|warning|error) ")

if not AIRFLOW_2:
    sys.path.insert(0, str(REPOSITORY / "dags"))

    from airflow.dag_processing.bundles.manager import DagBundlesManager
    from airflow.dag_processing.dagbag import DagBag, sync_bag_to_db
    from airflow.jobs.job import Job
    from airflow.models.backfill import Backfill, BackfillDagRun, ReprocessBehavior, _create_backfill
    from airflow.models.dag import DagModel
    from airflow.models.dagrun import DagRun
    from airflow.models.serialized_dag import SerializedDagModel
    from airflow.models.taskinstance import TaskInstance
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session
    from airflow.utils.state import DagRunState, JobState, State
    from airflow.utils.types import DagRunTriggeredByType, DagRunType
    from sqlalchemy import delete, select, update

    from daybook_airflow.backfill.__main__ import main


def midnight(day: str) -> datetime:
    """Return the day's or the hour's begin in UTC."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    exit_code: int
    out: list[str]
    err: list[str]


class Scheduler:
    """Does to Airflow's tables what its scheduler and its tasks do, when a test says so."""

    dag_id = "northwind"

    def beat(self, seconds_ago: float = 0, state: str = "running") -> None:
        """Leave a sign of life."""
        with create_session() as session:
            session.execute(delete(Job).where(Job.job_type == "SchedulerJob"))
            job = Job(job_type="SchedulerJob", state=JobState(state), heartrate=5)
            job.latest_heartbeat = datetime.now(UTC) - timedelta(seconds=seconds_ago)
            session.add(job)

    def pause(self, dag_id: str = "northwind", paused: bool = True) -> None:
        with create_session() as session:
            session.execute(update(DagModel).where(DagModel.dag_id == dag_id).values(is_paused=paused))

    def create(
        self, day: str, state: str = "queued", *, by_hand: bool = False, conf: dict[str, Any] | None = None
    ) -> None:
        """Create a run of Northwind for a day, as the schedule or a person does."""
        with create_session() as session:
            dag = SerializedDagModel.get_dag("northwind", session=session)
            dag.create_dagrun(
                run_id=f"manual__{day}" if by_hand else f"scheduled__{day}",
                logical_date=midnight(day),
                data_interval=(midnight(day), midnight(day) + timedelta(days=1)),
                run_after=midnight(day) + timedelta(days=1),
                conf=conf,
                run_type=DagRunType.MANUAL if by_hand else DagRunType.SCHEDULED,
                triggered_by=DagRunTriggeredByType.REST_API if by_hand else DagRunTriggeredByType.TIMETABLE,
                state=DagRunState.QUEUED,
                session=session,
            )
        if state in ("success", "failed"):
            self.end(day, state)
        elif state == "running":
            self.start(day)

    def start(self, day: str) -> None:
        with create_session() as session:
            self._run(day, session).state = DagRunState.RUNNING

    def create_backfill(self, first: datetime, last: datetime) -> None:
        """Create a backfill as the web page does."""
        arguments = {"max_active_runs": 2, "reverse": False, "dag_run_conf": None, "triggering_user_name": "ada"}
        behavior = {"reprocess_behavior": ReprocessBehavior.NONE}
        _create_backfill(dag_id=self.dag_id, from_date=first, to_date=last, **arguments, **behavior)

    def end(
        self,
        day: str,
        state: str = "success",
        *,
        worked_for: str | None = None,
        through: str | None = None,
        status: str = "done",
    ) -> None:
        """End a day's run; each step that succeeded leaves its receipt, load_postgres is the one that fails."""
        with create_session() as session:
            run = self._run(day, session)
            run.state = DagRunState(state)
            run.start_date = midnight("2026-01-02")
            run.end_date = run.start_date + timedelta(seconds=12.3)
            tasks = select(TaskInstance).where(TaskInstance.run_id == run.run_id, TaskInstance.dag_id == run.dag_id)
            for task in session.scalars(tasks):
                task.state = self._state_of(task.task_id, state)
                if task.state == "success" and task.task_id in STEPS:
                    receipt = {"step": task.task_id.replace("_", "-"), "period": worked_for or day, "status": status}
                    receipt |= {"through": through} if through else {}
                    self._push(run, task.task_id, receipt, session)

    def forget_receipt(self, day: str, task_id: str) -> None:
        with create_session() as session:
            run = self._run(day, session)
            session.execute(delete(XComModel).where(XComModel.run_id == run.run_id, XComModel.task_id == task_id))

    def set_task(self, day: str, task_id: str, state: str, try_number: int = 0) -> None:
        with create_session() as session:
            run = self._run(day, session)
            query = update(TaskInstance).where(TaskInstance.run_id == run.run_id, TaskInstance.task_id == task_id)
            session.execute(query.values(state=state, try_number=try_number))

    def fail_load_in_green_run(self, day: str) -> None:
        """Leave what Airflow left when load_postgres was cleared alone and failed, before DAGs had a run_state."""
        self.create(day, "success")
        self.set_task(day, "load_postgres", "failed", try_number=2)
        self.forget_receipt(day, "load_postgres")

    def delete_run(self, day: str) -> None:
        with create_session() as session:
            session.delete(self._run(day, session))

    def close_backfills(self) -> None:
        with create_session() as session:
            session.execute(update(Backfill).values(completed_at=datetime.now(UTC)))

    def set_backfill(self, **values: Any) -> None:
        with create_session() as session:
            session.execute(update(Backfill).values(**values))

    def runs(self) -> dict[str, str]:
        """Return the state of Northwind's run of each day."""
        with create_session() as session:
            query = select(DagRun.logical_date, DagRun.state).where(DagRun.dag_id == "northwind")
            return {f"{moment:%Y-%m-%d}": str(state) for moment, state in session.execute(query.order_by(DagRun.id))}

    def backfills(self) -> list[Backfill]:
        with create_session() as session:
            found = list(session.scalars(select(Backfill).order_by(Backfill.id)))
            session.expunge_all()
        return found

    def _run(self, day: str, session: Any) -> DagRun:
        return session.scalars(
            select(DagRun).where(DagRun.dag_id == self.dag_id, DagRun.logical_date == midnight(day))
        ).one()

    @staticmethod
    def _state_of(task_id: str, run_state: str) -> str | None:
        if run_state == "success":
            return State.SUCCESS
        behind = dict.fromkeys(("publish_report", "run_state"), State.UPSTREAM_FAILED)
        return (behind | {"load_postgres": State.FAILED}).get(task_id, State.SUCCESS)

    @staticmethod
    def _push(run: DagRun, task_id: str, receipt: dict[str, Any], session: Any) -> None:
        XComModel.set(
            key="return_value", value=receipt, dag_id=run.dag_id, task_id=task_id, run_id=run.run_id, session=session
        )


@pytest.fixture(scope="session")
def dag_files() -> None:
    """Put the DAGs of dags/ and of dag_files/ into Airflow's database, as the DAG processor does."""
    DagBundlesManager().sync_bundles_to_db()
    for folder in (REPOSITORY / "dags", Path(__file__).parent / "dag_files"):
        with create_session() as session:
            sync_bag_to_db(DagBag(folder, bundle_path=folder), "dags-folder", None, session=session)


@pytest.fixture
def scheduler(dag_files: None) -> Scheduler:
    """Give the scheduler of an Airflow that has run nothing yet: alive, no DAG paused."""
    with create_session() as session:
        for table in (XComModel, TaskInstance, BackfillDagRun, DagRun, Backfill, Job):
            session.execute(delete(table))
        session.execute(update(DagModel).values(is_paused=False, is_stale=False, has_import_errors=False))
    alive = Scheduler()
    alive.beat(seconds_ago=-3600)  # ahead of the clock: alive however slow the machine is
    return alive


@pytest.fixture
def backfill(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Ended]]:
    """Give a function that runs the command in this process."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}

    def run(*arguments: str) -> Ended:
        capsys.readouterr()
        exit_code = main(arguments)
        output = capsys.readouterr()
        lines = [line for line in output.out.splitlines() if not AIRFLOW_LOG_LINE.match(line)]
        return Ended(exit_code, lines, output.err.splitlines())

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)

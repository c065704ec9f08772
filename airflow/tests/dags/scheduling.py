"""A scheduler's hand and Airflow's REST interface, on Airflow 3 and on Airflow 2.11: both are Airflow's own code.

No process is started for a task: a test says how each of them ends.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from airflow.models.dagrun import DagRun
from airflow.models.taskinstance import TaskInstance
from airflow.models.taskreschedule import TaskReschedule
from airflow.utils.session import create_session
from airflow.utils.state import DagRunState
from airflow.utils.types import DagRunType
from dag_folder import DagBag
from runs import AIRFLOW_3
from sqlalchemy import select

DAY = datetime(2024, 1, 20, tzinfo=UTC)


class Scheduler:
    """Runs the DAGs of a folder as Airflow's scheduler does."""

    def __init__(self, folder: Path) -> None:
        self._bag = DagBag(str(folder))
        assert self._bag.import_errors == {}
        if AIRFLOW_3:
            from airflow.dag_processing.bundles.manager import DagBundlesManager
            from airflow.dag_processing.dagbag import sync_bag_to_db

            DagBundlesManager().sync_bundles_to_db()
            sync_bag_to_db(self._bag, "dags-folder", None)
        else:
            self._bag.sync_to_db()

    def start(self, dag_id: str) -> Run:
        """Create a run of a DAG, as the schedule does."""
        day = DAY + timedelta(days=uuid.uuid4().int % 100_000)
        run_id = f"scheduled__{day.isoformat()}"
        common = {
            "run_id": run_id,
            "run_type": DagRunType.SCHEDULED,
            "state": DagRunState.RUNNING,
            "data_interval": (day, day + timedelta(days=1)),
        }
        dag = self.dag(dag_id)
        with create_session() as session:
            if AIRFLOW_3:
                from airflow.utils.types import DagRunTriggeredByType

                triggered = {"logical_date": day, "run_after": day, "triggered_by": DagRunTriggeredByType.TIMETABLE}
                dag.create_dagrun(**common, **triggered, session=session)
            else:
                dag.create_dagrun(**common, execution_date=day, session=session)
        return Run(self, dag_id, run_id)

    def dag(self, dag_id: str) -> Any:
        """Return the DAG as the scheduler has it."""
        if AIRFLOW_3:
            from airflow.models.serialized_dag import SerializedDagModel

            return SerializedDagModel.get_dag(dag_id)
        from airflow.serialization.serialized_objects import SerializedDAG

        return SerializedDAG.from_dict(SerializedDAG.to_dict(self._bag.get_dag(dag_id)))


class Run:
    """A run of a DAG."""

    def __init__(self, scheduler: Scheduler, dag_id: str, run_id: str) -> None:
        self._scheduler = scheduler
        self.dag_id = dag_id
        self.run_id = run_id

    def until_ended(self, **ends: str) -> str:
        """Let Airflow decide again and again until the run has ended; returns the run's state.

        ends: how a task ends that does not succeed: `failed`, or `skipped` by itself.
        """
        for _ in range(20):
            state = self.decide()
            if state in ("success", "failed"):
                return state
            self._end_tasks(ends)
        raise AssertionError(f"{self.run_id} does not end: {self.states()}")

    def decide(self) -> str:
        """Let Airflow decide once what happens next; returns the run's state."""
        with create_session() as session:
            run = self._row(session)
            run.dag = self._scheduler.dag(self.dag_id)
            if run.state == DagRunState.QUEUED:
                run.state = DagRunState.RUNNING
            schedulable, _ = run.update_state(session=session, execute_callbacks=False)
            run.schedule_tis(schedulable, session=session)
            return str(run.state)

    def states(self) -> dict[str, str | None]:
        """Return each task's state."""
        with create_session() as session:
            return {task.task_id: task.state and str(task.state) for task in self._tasks(session)}

    def put(self, task_id: str, state: str) -> None:
        """Put a task into a state, as its process does."""
        with create_session() as session:
            [task] = [task for task in self._tasks(session) if task.task_id == task_id]
            task.state = state
            task.end_date = datetime.now(UTC)

    def reschedule(self, task_id: str, began: datetime, next_look: datetime) -> None:
        """Let a task that was started wait for its next look, as its process does."""
        with create_session() as session:
            [task] = [task for task in self._tasks(session) if task.task_id == task_id]
            task.state = "up_for_reschedule"
            whose = (task.id,) if AIRFLOW_3 else (task_id, self.dag_id, self.run_id, task.try_number)
            session.add(TaskReschedule(*whose, began, began + timedelta(seconds=1), next_look))

    def task(self, task_id: str) -> TaskInstance:
        """Return a task's row."""
        with create_session() as session:
            [task] = [task for task in self._tasks(session) if task.task_id == task_id]
            session.expunge_all()
            return task

    def _end_tasks(self, ends: Mapping[str, str]) -> None:
        with create_session() as session:
            for task in self._tasks(session):
                if task.state == "scheduled":
                    task.state = ends.get(task.task_id, "success")

    def _row(self, session: Any) -> DagRun:
        return session.scalars(select(DagRun).where(DagRun.dag_id == self.dag_id, DagRun.run_id == self.run_id)).one()

    def _tasks(self, session: Any) -> list[TaskInstance]:
        query = select(TaskInstance).where(TaskInstance.dag_id == self.dag_id, TaskInstance.run_id == self.run_id)
        return list(session.scalars(query))


class Rest:
    """Airflow's REST interface, called without a server before it."""

    def __init__(self) -> None:
        self._call = _airflow_3() if AIRFLOW_3 else _airflow_2()

    def clear(self, run: Run, *task_ids: str, downstream: bool = False) -> set[str]:
        """Clear tasks of a run; returns the ids of all that Airflow has cleared."""
        body = {
            "dry_run": False,
            "only_failed": False,
            "dag_run_id": run.run_id,
            "task_ids": list(task_ids),
            "include_downstream": downstream,
            "reset_dag_runs": True,
        }
        answer = self._call("POST", f"/dags/{run.dag_id}/clearTaskInstances", body)
        return {task["task_id"] for task in answer["task_instances"]}

    def mark(self, run: Run, task_id: str, state: str) -> None:
        """Give a task another state."""
        path = f"/dags/{run.dag_id}/dagRuns/{run.run_id}/taskInstances/{task_id}"
        if AIRFLOW_3:
            self._call("PATCH", path, {"new_state": state})
            return
        body = {
            "dry_run": False,
            "dag_run_id": run.run_id,
            "task_id": task_id,
            "new_state": state,
            **dict.fromkeys(("include_upstream", "include_downstream", "include_future", "include_past"), False),
        }
        self._call("POST", f"/dags/{run.dag_id}/updateTaskInstancesState", body)

    def mark_run(self, run: Run, state: str) -> None:
        """Give a run another state."""
        self._call("PATCH", f"/dags/{run.dag_id}/dagRuns/{run.run_id}", {"state": state})


def _airflow_3() -> Any:
    from airflow.api_fastapi.app import create_app
    from fastapi.testclient import TestClient

    os.environ["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS"] = "True"
    os.environ["AIRFLOW__API_AUTH__JWT_SECRET"] = "of the tests, and long enough for HS512 as well, 64 bytes it wants"
    client = TestClient(create_app(apps="core"))
    token = client.get("/auth/token").json()["access_token"]

    def call(method: str, path: str, body: Mapping[str, Any]) -> Any:
        answer = client.request(method, f"/api/v2{path}", json=body, headers={"Authorization": f"Bearer {token}"})
        assert answer.is_success, answer.text
        return answer.json()

    return call


def _airflow_2() -> Any:
    os.environ["AIRFLOW__API__AUTH_BACKENDS"] = "airflow.api.auth.backend.basic_auth"
    from airflow.www.app import cached_app

    app = cached_app(testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    security = app.appbuilder.sm
    if not security.find_user("admin"):
        security.add_user("admin", "Ada", "Admin", "admin@example.com", security.find_role("Admin"), "password")
    client = app.test_client()

    def call(method: str, path: str, body: Mapping[str, Any]) -> Any:
        answer = client.open(f"/api/v1{path}", method=method, json=body, auth=("admin", "password"))
        assert answer.status_code == 200, answer.text
        return answer.json

    return call

"""Runs as Airflow has them, and the context that each gives a task: made by Airflow's own code, without a scheduler."""

from __future__ import annotations

import copy
import dataclasses
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

try:
    from airflow.sdk.api.datamodels._generated import DagRun, DagRunState, DagRunType, TIRunContext
    from airflow.sdk.execution_time.task_runner import RuntimeTaskInstance
    from airflow.serialization.serialized_objects import DagSerialization

    AIRFLOW_3 = True
except ImportError:
    from airflow.models.dagrun import DagRun
    from airflow.models.taskinstance import TaskInstance
    from airflow.utils.state import DagRunState
    from airflow.utils.types import DagRunType

    AIRFLOW_3 = False


@dataclasses.dataclass(frozen=True)
class Run:
    """One run of a DAG, and the try of a task in it. Days are written `2024-01-20`, at midnight UTC, or with a time."""

    run_type: str = "scheduled"
    logical_date: str | None = "2024-01-20"
    run_after: str = "2024-01-21"
    conf: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    try_number: int = 1
    max_tries: int = 3
    run_id: str = "scheduled__2024-01-20T00:00:00+00:00"
    partition_key: str | None = None


def midnight(day: str) -> datetime:
    """Return the day's begin in UTC."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def scheduled(dag: Any) -> Any:
    """Return the DAG as the scheduler has it."""
    return DagSerialization.deserialize_dag(DagSerialization.serialize_dag(dag)) if AIRFLOW_3 else dag


def context_of(task: Any, run: Run) -> dict[str, Any]:
    """Return the context that Airflow would give this task in this run."""
    return _context_3(task, run) if AIRFLOW_3 else _context_2(task, run)


def rendered(task: Any, run: Run) -> Any:
    """Return a copy of the task whose templates are rendered for the run, as the task of a run is."""
    copied = copy.copy(task)
    copied.render_template_fields(context_of(copied, run))
    return copied


def _context_3(task: Any, run: Run) -> dict[str, Any]:
    logical_date = midnight(run.logical_date) if run.logical_date else None
    dag_run = DagRun(
        dag_id=task.dag_id,
        run_id=run.run_id,
        logical_date=logical_date,
        data_interval_start=logical_date,
        data_interval_end=logical_date + timedelta(days=1) if logical_date else None,
        run_after=midnight(run.run_after),
        start_date=midnight(run.run_after),
        end_date=None,
        run_type=DagRunType(run.run_type),
        state=DagRunState.RUNNING,
        conf=dict(run.conf),
        consumed_asset_events=[],
        partition_key=run.partition_key,
    )
    ti = RuntimeTaskInstance.model_construct(
        id=uuid.uuid4(),
        task_id=task.task_id,
        dag_id=task.dag_id,
        run_id=run.run_id,
        try_number=run.try_number,
        map_index=-1,
        task=task,
        max_tries=run.max_tries,
        start_date=midnight(run.run_after),
        _ti_context_from_server=TIRunContext(dag_run=dag_run, max_tries=run.max_tries),
    )
    return ti.get_template_context()


def _context_2(task: Any, run: Run) -> dict[str, Any]:
    logical_date = midnight(run.logical_date)
    dag_run = DagRun(
        dag_id=task.dag_id,
        run_id=run.run_id,
        execution_date=logical_date,
        data_interval=(logical_date, logical_date + timedelta(days=1)),
        run_type=DagRunType(run.run_type),
        state=DagRunState.RUNNING,
        conf=dict(run.conf),
    )
    ti = TaskInstance(task, run_id=run.run_id, state="running")
    ti.dag_run = dag_run
    ti.try_number = run.try_number
    ti.max_tries = run.max_tries
    return ti.get_template_context()

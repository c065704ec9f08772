"""All that the command uses of Airflow: the only file that imports it.

Airflow promises none of these names: its public interfaces are the DAG author's `airflow.sdk` and the REST interface,
and the command runs where it has no token for the latter. What is expected of each name stands in
`tests/backfill/test_backfill_airflow_names.py`, which fails when an Airflow has it otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from airflow.api_fastapi.core_api.routes.public.backfills import cancel_backfill
from airflow.exceptions import AirflowException
from airflow.jobs.job import most_recent_job
from airflow.models.backfill import (
    AlreadyRunningBackfill,
    Backfill,
    BackfillDagRun,
    BackfillDagRunExceptionReason,
    ReprocessBehavior,
    _create_backfill,
)
from airflow.models.dag import DagModel
from airflow.models.dagrun import DagRun
from airflow.models.errors import ParseImportError
from airflow.models.serialized_dag import SerializedDagModel
from airflow.models.taskinstance import TaskInstance
from airflow.models.xcom import XComModel
from airflow.utils.platform import getuser
from airflow.utils.session import create_session
from airflow.utils.state import DagRunState

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = [
    "IN_FLIGHT",
    "AirflowException",
    "AlreadyRunningBackfill",
    "Backfill",
    "BackfillDagRun",
    "DagModel",
    "DagRun",
    "DagRunState",
    "ParseImportError",
    "ReprocessBehavior",
    "TaskInstance",
    "XComModel",
    "cancel_backfill",
    "create_backfill",
    "create_session",
    "newest_scheduler",
    "serialized_dag",
    "user_name",
]

IN_FLIGHT = BackfillDagRunExceptionReason.IN_FLIGHT.value
"""Why Airflow leaves a period out whose run has not ended."""


def create_backfill(
    *,
    dag_id: str,
    first: datetime,
    last: datetime,
    max_active_runs: int,
    backwards: bool,
    conf: Mapping[str, Any] | None,
    behavior: ReprocessBehavior,
) -> int:
    """Create a backfill of the periods from the first logical date to the last one, and return its id.

    :raises AlreadyRunningBackfill: when the DAG has one that is not closed
    :raises AirflowException, ValueError: when Airflow refuses
    """
    return _create_backfill(
        dag_id=dag_id,
        from_date=first,
        to_date=last,
        max_active_runs=max_active_runs,
        reverse=backwards,
        dag_run_conf=conf,
        triggering_user_name=user_name(),
        reprocess_behavior=behavior,
        run_on_latest_version=True,
    ).id


def serialized_dag(dag_id: str, session: Session) -> Any | None:
    """Return the DAG as its file was read last, with its timetable; None when there is none."""
    row = session.scalar(SerializedDagModel.latest_item_select_object(dag_id))
    return None if row is None else row.dag


def newest_scheduler(session: Session) -> Any | None:
    """Return the job of the scheduler that was started last: `is_alive()`, `latest_heartbeat`."""
    return most_recent_job("SchedulerJob", session=session)


def user_name() -> str | None:
    """Return who runs the command; None when the container's user is a number without a name."""
    try:
        return getuser()
    except AirflowException:
        return None

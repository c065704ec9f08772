"""What Airflow's database says about a DAG and about the scheduler: can a backfill start, and can it go on."""

from __future__ import annotations

import difflib
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from daybook_airflow.backfill.airflow_names import (
    Backfill,
    DagModel,
    ParseImportError,
    newest_scheduler,
    serialized_dag,
)
from daybook_airflow.backfill.outcome import RefusedError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Obstacle(Enum):
    """Something that keeps days from starting, with the words for when it is over."""

    SCHEDULER_SILENT = "the scheduler is back"
    DAG_PAUSED = "the DAG is unpaused"
    BACKFILL_PAUSED = "the backfill is unpaused"
    IMPORT_ERROR = "the DAG file is read without an error"
    DAG_GONE = "the DAG is there again"


def find_dag(dag_id: str, session: Session) -> Any:
    """Find the serialized DAG of that id.

    :raises RefusedError: when there is none that a backfill could run
    """
    model = session.get(DagModel, dag_id)
    dag = serialized_dag(dag_id, session)
    if model is None or dag is None:
        raise RefusedError(_unknown(dag_id, session))
    if not dag.timetable.periodic or dag.timetable.partitioned:
        raise RefusedError(
            f"{dag_id}: expected a DAG with a schedule, found {dag.timetable.summary}; trigger it instead"
        )
    for obstacle, words in obstacles(dag_id, None, session).items():
        if obstacle in (Obstacle.DAG_GONE, Obstacle.IMPORT_ERROR):
            raise RefusedError(words)
    return dag


def obstacles(dag_id: str, backfill_id: int | None, session: Session) -> dict[Obstacle, str]:
    """List what keeps the DAG's days from starting now, each with one line that says what to do."""
    found = {}
    model = session.get(DagModel, dag_id)
    if model is not None and model.has_import_errors:
        found[Obstacle.IMPORT_ERROR] = (
            f"{dag_id}: its file cannot be read: {_import_error(model, session)}; mend it first"
        )
    elif model is None or model.is_stale:
        found[Obstacle.DAG_GONE] = f"{dag_id}: no DAG file has it any more; is its file in dags/ still?"
    elif model.is_paused:
        found[Obstacle.DAG_PAUSED] = (
            f"{dag_id} is paused, so none of its days would start; unpause it: airflow dags unpause {dag_id}"
        )
    silent = _scheduler_silence(session)
    if silent:
        found[Obstacle.SCHEDULER_SILENT] = silent
    backfill = session.get(Backfill, backfill_id) if backfill_id is not None else None
    if backfill is not None and backfill.is_paused and backfill.completed_at is None:
        found[Obstacle.BACKFILL_PAUSED] = (
            "the backfill is paused; no further day starts until it is unpaused on the DAG's web page"
        )
    return found


def _scheduler_silence(session: Session) -> str | None:
    job = newest_scheduler(session)
    if job is not None and job.is_alive():
        return None
    start = "start it: docker compose up -d airflow-scheduler"
    if job is None or job.latest_heartbeat is None:
        return f"no scheduler has run yet, so no day would start; {start}"
    seconds = (datetime.now(UTC) - job.latest_heartbeat).total_seconds()
    return f"the scheduler does not run (last sign of life {seconds:.0f} seconds ago), so no day would start; {start}"


def _unknown(dag_id: str, session: Session) -> str:
    known = sorted(session.scalars(select(DagModel.dag_id).where(~DagModel.is_stale)))
    near = difflib.get_close_matches(dag_id, known, n=1)
    if near:
        return f"{dag_id}: no such DAG, did you mean {near[0]}?"
    errors = list(session.scalars(select(ParseImportError).order_by(ParseImportError.filename)))
    if errors:
        files = "; ".join(f"{error.filename}: {_last_line(error.stacktrace)}" for error in errors)
        return f"{dag_id}: no such DAG; these DAG files cannot be read: {files}"
    found = ", ".join(known) if known else "none yet; the DAG processor reads dags/ within half a minute of its start"
    return f"{dag_id}: no such DAG; there are: {found}"


def _import_error(model: DagModel, session: Session) -> str:
    query = select(ParseImportError).where(
        ParseImportError.filename == model.relative_fileloc, ParseImportError.bundle_name == model.bundle_name
    )
    error = session.scalar(query)
    return f"{model.relative_fileloc}: {_last_line(error.stacktrace if error else None)}"


def _last_line(stacktrace: str | None) -> str:
    lines = (stacktrace or "").strip().splitlines()
    return lines[-1].strip() if lines else "see the web page, 'Dag Import Errors'"

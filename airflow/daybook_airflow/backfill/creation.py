"""Creates, finds and cancels Airflow's backfills."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from daybook_airflow.backfill.airflow_names import (
    IN_FLIGHT,
    AirflowException,
    AlreadyRunningBackfill,
    Backfill,
    BackfillDagRun,
    DagRun,
    ReprocessBehavior,
    cancel_backfill,
    create_backfill,
    create_session,
    serialized_dag,
)
from daybook_airflow.backfill.arguments import PROGRAM, Request
from daybook_airflow.backfill.outcome import RefusedError
from daybook_airflow.backfill.periods import Period, bounds, named, runs_for_hours
from daybook_airflow.backfill.plan import How, Planned, correct_states

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CLOSING_SECONDS = 150
"""How long the scheduler may take to close a backfill that has ended: it looks every 30 s; 120 s when empty."""


@dataclass(frozen=True)
class ActiveBackfill:
    """A backfill that Airflow has not closed. While there is one, Airflow creates no other for that DAG."""

    id: int
    first: datetime
    last: datetime
    created_at: datetime
    created_by: str | None
    runs: int
    runs_to_do: int

    def describe(self, dag_id: str) -> str:
        """Say in one line what it is, and how to wait for it or cancel it."""
        by = f" by {self.created_by}" if self.created_by else ""
        return (
            f"{dag_id}: a backfill is under way: {self.first:%Y-%m-%d} to {self.last:%Y-%m-%d}, "
            f"created {self.created_at:%Y-%m-%d %H:%M} UTC{by}, {self.runs_to_do} of its {self.runs} runs still to do; "
            f"wait for it: {PROGRAM} --watch {dag_id}; or cancel it: {PROGRAM} --cancel {dag_id}"
        )


def active_backfill(dag_id: str, session: Session) -> ActiveBackfill | None:
    """Find the DAG's backfill that has not been closed, if any."""
    backfill = session.scalar(select(Backfill).where(Backfill.dag_id == dag_id, Backfill.completed_at.is_(None)))
    if backfill is None:
        return None
    runs = select(func.count()).where(DagRun.backfill_id == backfill.id)
    return ActiveBackfill(
        id=backfill.id,
        first=backfill.from_date,
        last=backfill.to_date,
        created_at=backfill.created_at,
        created_by=backfill.triggering_user_name,
        runs=session.scalar(runs) or 0,
        runs_to_do=session.scalar(runs.where(DagRun.state.in_(("queued", "running")))) or 0,
    )


def wait_for_room(dag_id: str, say: Callable[[str], None], seconds: float = CLOSING_SECONDS) -> None:
    """Wait until the DAG has no open backfill: the scheduler closes one some time after its runs have ended.

    :raises RefusedError: when one is under way, or is not closed in time
    """
    deadline = time.monotonic() + seconds
    said = False
    while True:
        with create_session() as session:
            active = active_backfill(dag_id, session)
        if active is None:
            return
        if active.runs_to_do:
            raise RefusedError(active.describe(dag_id))
        if time.monotonic() > deadline:
            raise RefusedError(
                f"{dag_id}: expected the scheduler to close the backfill before this one, whose runs have all ended, "
                f"within {seconds:.0f} seconds, found it open; close it: {PROGRAM} --cancel {dag_id}"
            )
        if not said:
            say("The backfill before this one has ended; the scheduler closes it within half a minute.")
            said = True
        time.sleep(1)


def create(request: Request, periods: Sequence[Period]) -> int:
    """Create the backfill of the periods, in Airflow's own way, and return its id.

    :raises RefusedError: when Airflow refuses
    """
    behavior = ReprocessBehavior.NONE
    if request.rerun_failed:
        with create_session() as session:
            correct_states(request.dag_id, periods, session)
        behavior = ReprocessBehavior.COMPLETED if request.rerun_succeeded else ReprocessBehavior.FAILED
    with create_session() as session:
        first, last = bounds(serialized_dag(request.dag_id, session), periods)
    try:
        return create_backfill(
            dag_id=request.dag_id,
            first=first,
            last=last,
            max_active_runs=request.max_active_runs,
            backwards=request.run_backwards,
            conf=request.conf,
            behavior=behavior,
        )
    except AlreadyRunningBackfill as error:
        with create_session() as session:
            active = active_backfill(request.dag_id, session)
        raise RefusedError(active.describe(request.dag_id) if active else str(error)) from error
    except (AirflowException, ValueError) as error:
        raise RefusedError(f"{request.dag_id}: Airflow refuses the backfill: {' '.join(str(error).split())}") from error


def settled(plan: Sequence[Planned], backfill_id: int, session: Session) -> list[Planned]:
    """Return the plan as it came out: another run may have appeared between the plan and the creation."""
    rows = {
        row.logical_date: row
        for row in session.scalars(select(BackfillDagRun).where(BackfillDagRun.backfill_id == backfill_id))
    }
    return [_settled(planned, rows.get(planned.period.logical_date)) for planned in plan]


def newest_plan(dag_id: str, session: Session) -> tuple[int, list[Planned]]:
    """Find the DAG's newest backfill, whoever created it: its id and what it does.

    :raises RefusedError: when the DAG has had none
    """
    backfill_id = session.scalar(select(func.max(Backfill.id)).where(Backfill.dag_id == dag_id))
    if backfill_id is None:
        raise RefusedError(f"{dag_id}: expected a backfill to watch, found none")
    query = select(BackfillDagRun).where(BackfillDagRun.backfill_id == backfill_id)
    rows = list(session.scalars(query.order_by(BackfillDagRun.sort_ordinal)))
    dag = serialized_dag(dag_id, session)
    periods = named((row.logical_date for row in rows), hours=dag is not None and runs_for_hours(dag))
    return backfill_id, [Planned(period, _how(row)) for period, row in zip(periods, rows, strict=True)]


def cancel(dag_id: str) -> str:
    """Cancel the DAG's backfill as the web page does, and return what to say.

    Airflow leaves a cancelled backfill paused for ever, and with it each of its runs that somebody clears later: such
    a run stays queued and never starts. So it is unpaused once it is closed, when nothing can start by that.

    :raises RefusedError: when there is none
    """
    with create_session() as session:
        active = active_backfill(dag_id, session)
        if active is None:
            raise RefusedError(f"{dag_id}: expected a backfill to cancel, found none under way")
        cancel_backfill(active.id, session)
    release_cancelled(dag_id)
    with create_session() as session:
        running = session.scalar(select(func.count()).where(DagRun.backfill_id == active.id, DagRun.state == "running"))
    going_on = (
        f"; {running} running, which go on to their end (stop one by 'Mark Dag Run as...' on its web page)"
        if running
        else ""
    )
    return f"Cancelled the backfill of {dag_id}: {active.runs_to_do - (running or 0)} runs will not start{going_on}."


def release_cancelled(dag_id: str) -> None:
    """Let runs of cancelled backfills start that were cleared since; Airflow would keep them queued for ever."""
    with create_session() as session:
        session.execute(
            update(Backfill)
            .where(Backfill.dag_id == dag_id, Backfill.completed_at.is_not(None), Backfill.is_paused)
            .values(is_paused=False)
        )


def _settled(planned: Planned, row: BackfillDagRun | None) -> Planned:
    if row is None or planned.how.runs == (row.dag_run_id is not None):
        return planned
    return Planned(planned.period, _how(row))


def _how(row: BackfillDagRun) -> How:
    if row.exception_reason == IN_FLIGHT:
        return How.IN_FLIGHT
    if row.exception_reason is not None:
        return How.EXISTED
    return How.RUN

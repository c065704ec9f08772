"""What a backfill would do with each period: create a run, run an existing one again, or leave it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy import select

from daybook_airflow.backfill.airflow_names import DagRun, DagRunState
from daybook_airflow.backfill.arguments import Request
from daybook_airflow.backfill.periods import Period
from daybook_airflow.backfill.receipts import true_states

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class How(Enum):
    """How a period's run comes into the backfill, in the words of the table."""

    CREATED = "created"
    RUN = "run"
    FAILED_AGAIN = "run again, had failed"
    SUCCEEDED_AGAIN = "run again, had succeeded"
    HAD_SUCCEEDED = "skipped, had succeeded"
    HAD_FAILED = "skipped, had failed"
    IN_FLIGHT = "skipped, was under way"
    EXISTED = "skipped, had a run already"

    @property
    def runs(self) -> bool:
        """Whether the backfill itself runs the period."""
        return self in (How.CREATED, How.RUN, How.FAILED_AGAIN, How.SUCCEEDED_AGAIN)


@dataclass(frozen=True)
class Planned:
    """A period and what becomes of it."""

    period: Period
    how: How


def make_plan(request: Request, periods: Sequence[Period], session: Session) -> list[Planned]:
    """Decide by the runs that exist, as Airflow itself will."""
    runs = _runs(request.dag_id, periods, session)
    true = true_states(request.dag_id, runs, session)
    states = {run.logical_date: true[run.run_id] for run in runs}
    planned = [Planned(period, _how(request, states.get(period.logical_date))) for period in periods]
    return planned[::-1] if request.run_backwards else planned


def correct_states(dag_id: str, periods: Sequence[Period], session: Session) -> None:
    """Let Airflow call those runs failed that it calls successful in spite of a failed step.

    Airflow runs failed days again by their run's state; it would leave these alone.
    """
    runs = _runs(dag_id, periods, session)
    true = true_states(dag_id, runs, session)
    for run in runs:
        if run.state != true[run.run_id]:
            run.state = DagRunState(true[run.run_id])


def _runs(dag_id: str, periods: Sequence[Period], session: Session) -> list[DagRun]:
    query = select(DagRun).where(
        DagRun.dag_id == dag_id,
        DagRun.logical_date >= periods[0].logical_date,
        DagRun.logical_date <= periods[-1].logical_date,
    )
    return list(session.scalars(query))


def _how(request: Request, state: str | None) -> How:
    if state is None:
        return How.CREATED
    if state == "success":
        return How.SUCCEEDED_AGAIN if request.rerun_succeeded else How.HAD_SUCCEEDED
    if state == "failed":
        return How.FAILED_AGAIN if request.rerun_failed else How.HAD_FAILED
    return How.IN_FLIGHT

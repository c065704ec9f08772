"""What a backfill would do with each period: create a run, run an existing one again, or leave it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from airflow.models.dagrun import DagRun
from sqlalchemy import select

from daybook_airflow.backfill.arguments import Request
from daybook_airflow.backfill.periods import Period

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
    states = dict(
        session.execute(
            select(DagRun.logical_date, DagRun.state).where(
                DagRun.dag_id == request.dag_id,
                DagRun.logical_date >= periods[0].logical_date,
                DagRun.logical_date <= periods[-1].logical_date,
            )
        ).all()
    )
    planned = [Planned(period, _how(request, states.get(period.logical_date))) for period in periods]
    return planned[::-1] if request.run_backwards else planned


def _how(request: Request, state: str | None) -> How:
    if state is None:
        return How.CREATED
    if state == "success":
        return How.SUCCEEDED_AGAIN if request.rerun_succeeded else How.HAD_SUCCEEDED
    if state == "failed":
        return How.FAILED_AGAIN if request.rerun_failed else How.HAD_FAILED
    return How.IN_FLIGHT

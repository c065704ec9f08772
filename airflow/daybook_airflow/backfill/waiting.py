"""Follows the runs of a backfill until all have ended, and says what changes and what is in the way."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from daybook_airflow.backfill.airflow_names import DagRun, create_session
from daybook_airflow.backfill.airflow_state import Obstacle, obstacles
from daybook_airflow.backfill.plan import How, Planned
from daybook_airflow.backfill.receipts import NOT_APPLICABLE, Publication, failure, publication, true_states

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

POLL_SECONDS = 2
SILENCE_SECONDS = 60


@dataclass(frozen=True)
class DayState:
    """A period of the backfill and its run as they are now. Without a run its state is `missing`."""

    planned: Planned
    run_id: str | None
    state: str
    started: datetime | None
    ended: datetime | None

    @property
    def name(self) -> str:
        """The period's name."""
        return self.planned.period.name

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens to the run by itself."""
        return self.state not in ("queued", "running")

    @property
    def seconds(self) -> float | None:
        """How long the run took, once it has ended."""
        if not self.has_ended or self.started is None or self.ended is None:
            return None
        return (self.ended - self.started).total_seconds()


@dataclass(frozen=True)
class DayResult:
    """A period that has ended, and whether it is published."""

    day: DayState
    publication: Publication

    @property
    def succeeded(self) -> bool:
        """Whether the run succeeded and nothing says that the day is not published."""
        return self.day.state == "success" and self.publication.published is not False


def read_days(dag_id: str, plan: Sequence[Planned], session: Session) -> list[DayState]:
    """Read the runs that the plan's periods have now."""
    moments = [planned.period.logical_date for planned in plan]
    query = select(DagRun).where(
        DagRun.dag_id == dag_id, DagRun.logical_date >= min(moments), DagRun.logical_date <= max(moments)
    )
    runs = {run.logical_date: run for run in session.scalars(query)}
    states = true_states(dag_id, runs.values(), session)
    return [_day(planned, runs.get(planned.period.logical_date), states) for planned in plan]


def results(dag_id: str, days: Sequence[DayState], session: Session) -> list[DayResult]:
    """Put what their receipts say beside the days."""
    return [DayResult(day, _publication(dag_id, day, session)) for day in days]


class Watch:
    """Follows one backfill; without an id, runs that were under way already.

    say: called with each line of news.
    pause: called between two looks.
    silence_seconds: after so long without news, a line says what is being waited for.
    """

    def __init__(
        self,
        dag_id: str,
        backfill_id: int | None,
        plan: Sequence[Planned],
        say: Callable[[str], None],
        pause: Callable[[], None] = lambda: time.sleep(POLL_SECONDS),
        silence_seconds: float = SILENCE_SECONDS,
    ) -> None:
        self._dag_id = dag_id
        self._backfill_id = backfill_id
        self._plan = plan
        self._say = say
        self._pause = pause
        self._silence_seconds = silence_seconds
        self._states: dict[str, str] = {}
        self._obstacles: dict[Obstacle, str] = {}
        self._database_lost = False
        self._last_said = time.monotonic()

    def until_all_ended(self) -> list[DayState]:
        """Wait, however long it takes, and return the days as they ended."""
        while True:
            days = self._look()
            if days is not None and all(day.has_ended for day in days):
                return days
            if days is not None:
                self._break_silence(days)
            self._pause()

    @property
    def days(self) -> int:
        """How many days there are in all."""
        return len(self._plan)

    def days_to_do(self) -> int:
        """Count the days that had not ended at the last look."""
        return sum(self._states.get(planned.period.name, "queued") in ("queued", "running") for planned in self._plan)

    def _look(self) -> list[DayState] | None:
        try:
            with create_session() as session:
                days = read_days(self._dag_id, self._plan, session)
                in_the_way = obstacles(self._dag_id, self._backfill_id, session)
        except OperationalError:
            if not self._database_lost:
                self._tell("Airflow's database does not answer; the days go on without it or not, this waits")
            self._database_lost = True
            return None
        if self._database_lost:
            self._tell("Airflow's database answers again")
            self._database_lost = False
        self._tell_days(days)
        if not all(day.has_ended for day in days):
            self._tell_obstacles(in_the_way)
        return days

    def _tell_days(self, days: Sequence[DayState]) -> None:
        for day in days:
            before = self._states.get(day.name)
            self._states[day.name] = day.state
            if before == day.state or (before is None and (day.state == "queued" or not _is_awaited(day))):
                continue
            after = f" after {day.seconds:.0f} s" if day.seconds is not None else ""
            self._tell(f"{day.name}  {day.state}{after}")

    def _tell_obstacles(self, now: dict[Obstacle, str]) -> None:
        for obstacle, words in now.items():
            if obstacle not in self._obstacles:
                self._tell(words)
        for obstacle in self._obstacles.keys() - now.keys():
            self._tell(obstacle.value)
        self._obstacles = now

    def _break_silence(self, days: Sequence[DayState]) -> None:
        if time.monotonic() - self._last_said >= self._silence_seconds:
            counts = Counter(day.state for day in days)
            self._tell("waiting: " + ", ".join(f"{count} {state}" for state, count in sorted(counts.items())))

    def _tell(self, words: str) -> None:
        self._say(words)
        self._last_said = time.monotonic()


def _is_awaited(day: DayState) -> bool:
    """Whether the day's run is the backfill's, or was still under way; an older run's end is no news."""
    return day.planned.how.runs or day.planned.how is How.IN_FLIGHT


def _day(planned: Planned, run: DagRun | None, states: Mapping[str, str]) -> DayState:
    if run is None:
        return DayState(planned, None, "missing", None, None)
    started = run.start_date if run.state != "queued" else None
    return DayState(planned, run.run_id, states[run.run_id], started, run.end_date)


def _publication(dag_id: str, day: DayState, session: Session) -> Publication:
    if day.state == "success" and day.run_id is not None:
        return publication(dag_id, day.run_id, day.name, session)
    if day.state == "failed" and day.run_id is not None:
        return failure(dag_id, day.run_id, session)
    return Publication(False, "no: its run was deleted") if day.state == "missing" else NOT_APPLICABLE

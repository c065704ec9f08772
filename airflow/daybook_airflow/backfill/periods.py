"""The periods that a DAG's schedule has in a range of days, and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from daybook_airflow.backfill.outcome import USAGE, RefusedError


@dataclass(frozen=True)
class Period:
    """What one run works for: a day, or an hour of one, named as the steps name it."""

    name: str
    logical_date: datetime

    @property
    def day(self) -> str:
        """The day as the command line takes it."""
        return self.logical_date.astimezone(UTC).date().isoformat()


def named(logical_dates: Iterable[datetime]) -> list[Period]:
    """Name each logical date by its day in UTC, and by its hour or minute too where a day has several."""
    moments = [moment.astimezone(UTC) for moment in logical_dates]
    one_a_day = all(count == 1 for count in Counter(moment.date() for moment in moments).values())
    if one_a_day:
        pattern = "%Y-%m-%d"
    elif all(moment.minute == 0 and moment.second == 0 for moment in moments):
        pattern = "%Y-%m-%dT%H"
    else:
        pattern = "%Y-%m-%dT%H:%M"
    return [Period(moment.strftime(pattern), moment) for moment in moments]


def between(dag: Any, first: date, last: date) -> list[Period]:
    """List the periods of a serialized DAG from the first day's to the last day's, both included, in order.

    :raises RefusedError: when a day has not ended, or the schedule has no period there
    """
    now = datetime.now(UTC)
    infos = _infos(dag, first, min(last, now.date()))
    open_ = [info for info in infos if info.data_interval.end >= now]
    if open_ or last > now.date():
        ended = _infos(dag, now.date() - timedelta(days=8), now.date())
        newest = max((info.logical_date for info in ended if info.data_interval.end < now), default=None)
        hint = f"the newest that has is {newest.astimezone(UTC).date()}" if newest else "none has"
        raise RefusedError(
            f"--end-date: expected a day that has ended in UTC, found {last}, which has not; {hint}", exit_code=USAGE
        )
    if not infos:
        raise RefusedError(f"{dag.dag_id}: its schedule has no run from {first} to {last}")
    return named(info.logical_date for info in infos)


def command_ranges(periods: Sequence[Period], chosen: set[str]) -> list[tuple[str, str]]:
    """Cover the chosen periods with as few ranges of days as possible that hold no other period."""
    ranges: list[tuple[str, str]] = []
    open_range = False
    for period in sorted(periods, key=lambda each: each.logical_date):
        if period.name not in chosen:
            open_range = False
        elif open_range:
            ranges[-1] = (ranges[-1][0], period.day)
        else:
            ranges.append((period.day, period.day))
            open_range = True
    return ranges


def _infos(dag: Any, first: date, last: date) -> list[Any]:
    """Ask Airflow for its periods whose logical date lies within the days, to the last moment of the last one.

    The last moment, because a schedule at another hour than midnight has its logical date later in the day: a range
    that ends at midnight would lose its last day.
    """
    begin = datetime.combine(first, time.min, UTC)
    end = datetime.combine(last, time.max, UTC)
    return list(dag.iter_dagrun_infos_between(begin, end))

"""The periods that a DAG's schedule has in a range of days, and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from daybook_airflow.backfill.outcome import USAGE, RefusedError

_LATEST_START = timedelta(days=32)  # after the logical date


@dataclass(frozen=True)
class Period:
    """What one run works for: a day, or an hour of one, named as the steps name it."""

    name: str
    logical_date: datetime

    @property
    def day(self) -> str:
        """The day as the command line takes it."""
        return self.logical_date.astimezone(UTC).date().isoformat()


def named(logical_dates: Iterable[datetime], *, hours: bool = False) -> list[Period]:
    """Name each logical date by its day in UTC, and by its hour or minute too where a day has several.

    hours: name each by its hour, as runs for hours do even where there is only one of them.
    """
    moments = [moment.astimezone(UTC) for moment in logical_dates]
    one_a_day = all(count == 1 for count in Counter(moment.date() for moment in moments).values())
    if one_a_day and not hours:
        pattern = "%Y-%m-%d"
    elif all(moment.minute == 0 and moment.second == 0 for moment in moments):
        pattern = "%Y-%m-%dT%H"
    else:
        pattern = "%Y-%m-%dT%H:%M"
    return [Period(moment.strftime(pattern), moment) for moment in moments]


def runs_for_hours(dag: Any) -> bool:
    """Whether the runs of a serialized DAG work for hours: dags/task_jars/ says so in the DAG's `default_args`."""
    return dag.default_args.get("run_period") == "hour"


def between(dag: Any, first: date, last: date) -> list[Period]:
    """List the periods of a serialized DAG from the first day's to the last day's, both included, in order.

    :raises RefusedError: when a day has not ended, or the schedule has no period there
    """
    now = datetime.now(UTC)
    infos = _infos(dag, first, min(last, now.date()))
    open_ = [info for info in infos if info.data_interval.end >= now]
    if open_ or last > now.date():
        newest = _newest_ended_day(dag, now)
        hint = f"the newest that has is {newest}" if newest else "none has"
        raise RefusedError(
            f"--end-date: expected a day that has ended in UTC, found {last}, which has not; {hint}", exit_code=USAGE
        )
    if not infos:
        raise RefusedError(f"{dag.dag_id}: its schedule has no run from {first} to {last}")
    return named((info.logical_date for info in infos), hours=runs_for_hours(dag))


def bounds(dag: Any, periods: Sequence[Period]) -> tuple[datetime, datetime]:
    """Return the range that Airflow has to be asked for to get exactly these periods, which follow on each other.

    Airflow takes the range as logical dates, or as the moments from which runs can start, as the timetable does. These
    differ for a schedule such as that of a monthly DAG, which starts on the first and works for the day before.
    """
    wanted = [period.logical_date for period in periods]
    if [info.logical_date for info in dag.iter_dagrun_infos_between(wanted[0], wanted[-1])] == wanted:
        return wanted[0], wanted[-1]
    found = {info.logical_date: info.run_after for info in _infos(dag, wanted[0].date(), wanted[-1].date())}
    return found[wanted[0]], found[wanted[-1]]


def command_ranges(periods: Sequence[Period], chosen: set[str]) -> list[tuple[str, str]]:
    """Cover the chosen periods with as few ranges of days as possible that hold no other period."""
    ranges: list[tuple[str, str]] = []
    open_range = False
    for period in sorted(periods, key=lambda each: each.logical_date):
        if period.name not in chosen:
            open_range = False
        elif open_range or (ranges and ranges[-1][1] == period.day):  # another hour of that day
            ranges[-1] = (ranges[-1][0], period.day)
            open_range = True
        else:
            ranges.append((period.day, period.day))
            open_range = True
    return ranges


def _newest_ended_day(dag: Any, now: datetime) -> date | None:
    """Return the newest day that has periods, all of which have ended."""
    infos = _infos(dag, now.date() - timedelta(days=62), now.date())
    days = {True: set[date](), False: set[date]()}
    for info in infos:
        days[info.data_interval.end < now].add(info.logical_date.astimezone(UTC).date())
    return max(days[True] - days[False], default=None)


def _infos(dag: Any, first: date, last: date) -> list[Any]:
    """Ask Airflow for its periods whose logical date lies within the days, to the last moment of the last one.

    The last moment, because a schedule at another hour than midnight has its logical date later in the day: a range
    that ends at midnight would lose its last day. Airflow is asked for more, because some timetables take the range as
    the moments from which runs can start, which are later than their logical dates.
    """
    begin = datetime.combine(first, time.min, UTC)
    end = datetime.combine(last, time.max, UTC)
    infos = dag.iter_dagrun_infos_between(begin, end + _LATEST_START)
    return [info for info in infos if begin <= info.logical_date <= end]

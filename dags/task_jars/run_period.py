"""What one run of a DAG works for: a day, an hour, or a month by its last day."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from task_jars.contract import day_problem, hour_problem, month_problem
from task_jars.templates import DATE, HOUR, LAST_OF_MONTH


@dataclasses.dataclass(frozen=True)
class RunPeriod:
    """A kind of period.

    name: what a DAG's `default_args` carry as `run_period`: to its tasks, and to `airflow dags backfill`.
    words: as a run is spoken of, `a day at a time`.
    example: one of the kind, as `--date` takes it.
    some: the first and the last day of a backfill of a few.
    date: the template of `--date`.
    problem: says in one line what is wrong with such a date, or None.
    pattern, unit: of such a date to strptime, and its length to timedelta; None where a task cannot look back.
    """

    name: str
    words: str
    example: str
    some: tuple[str, str]
    date: str
    problem: Callable[[str], str | None]
    pattern: str
    unit: str | None

    def before(self, periods: int) -> str:
        """Return the template of the date that lies so many periods before the run's.

        Raises ValueError for months: what lies between two of their last days is days, and no runs of the DAG.
        """
        if self.unit is None:
            raise ValueError(f"lookback: expected none in a DAG that works for {self.words} at a time, found {periods}")
        own = f"macros.datetime.strptime(({self.date.removeprefix('{{ ').removesuffix(' }}')}), '{self.pattern}')"
        return f"{{{{ ({own} - macros.timedelta({self.unit}={periods})).strftime('{self.pattern}') }}}}"


DAY = RunPeriod("day", "a day", "2024-01-20", ("2024-01-20", "2024-01-22"), DATE, day_problem, "%Y-%m-%d", "days")
HOUR_OF_DAY = RunPeriod(
    "hour", "an hour", "2024-01-20T07", ("2024-01-20", "2024-01-22"), HOUR, hour_problem, "%Y-%m-%dT%H", "hours"
)
MONTH = RunPeriod(
    "month", "a month", "2024-01-31", ("2024-01-01", "2024-03-31"), LAST_OF_MONTH, month_problem, "%Y-%m-%d", None
)

RUN_PERIODS: Mapping[str, RunPeriod] = {period.name: period for period in (DAY, HOUR_OF_DAY, MONTH)}

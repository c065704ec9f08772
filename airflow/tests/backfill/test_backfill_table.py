"""The table and what is said below it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from daybook_airflow.backfill.periods import Period, command_ranges, named
from daybook_airflow.backfill.plan import How, Planned
from daybook_airflow.backfill.receipts import NOT_APPLICABLE, Publication
from daybook_airflow.backfill.table import advice, plan_table, summary, table
from daybook_airflow.backfill.waiting import DayResult, DayState

YES = Publication(True, "yes")
BEGAN = datetime(2026, 11, 21, 18, 59, 40, tzinfo=UTC)


def period(day: int) -> Period:
    return Period(f"2024-01-{day:02}", datetime(2024, 1, day, tzinfo=UTC))


def result(day: int, how: How, state: str, publication: Publication, seconds: float | None = None) -> DayResult:
    began = BEGAN if seconds is not None else None
    ended = BEGAN + timedelta(seconds=seconds) if seconds is not None else None
    return DayResult(DayState(Planned(period(day), how), "run", state, began, ended), publication)


RESULTS = [
    result(24, How.CREATED, "missing", Publication(False, "no: its run was deleted")),
    result(20, How.CREATED, "success", YES, 1234.56),
    result(21, How.HAD_SUCCEEDED, "success", Publication(False, "no: load_postgres left no receipt"), 6),
    result(22, How.FAILED_AGAIN, "failed", Publication(False, "no: extract_csv failed"), 0.04),
    result(23, How.CREATED, "failed", Publication(False, "no: no task was run to its end")),
]


def test_the_table_has_one_line_a_day_in_the_order_of_the_calendar() -> None:
    assert table(RESULTS).splitlines() == [
        "day         run                     state    start (UTC)          seconds  published",
        "2024-01-20  created                 success  2026-11-21 18:59:40   1234.6  yes",
        "2024-01-21  skipped, had succeeded  success  2026-11-21 18:59:40      6.0  no: load_postgres left no receipt",
        "2024-01-22  run again, had failed   failed   2026-11-21 18:59:40      0.0  no: extract_csv failed",
        "2024-01-23  created                 failed   -                          -  no: no task was run to its end",
        "2024-01-24  created                 missing  -                          -  no: its run was deleted",
    ]


def test_the_command_that_helps_is_named_for_each_kind_of_day() -> None:
    assert advice("northwind", RESULTS) == [
        "run again: airflow dags backfill -s 2024-01-22 -e 2024-01-23 --rerun-failed-tasks northwind",
        "run again: airflow dags backfill -s 2024-01-21 -e 2024-01-21 --reset-dagruns northwind",
        "run again: airflow dags backfill -s 2024-01-24 -e 2024-01-24 northwind",
    ]


def test_nothing_is_advised_when_all_is_done() -> None:
    assert advice("northwind", [result(20, How.CREATED, "success", YES, 1)]) == []


@pytest.mark.parametrize(
    ("results", "line"),
    [
        (RESULTS, "1 of 5 runs succeeded and published."),
        ([result(20, How.CREATED, "success", YES, 1)], "1 of 1 run succeeded and published."),
        ([result(20, How.CREATED, "success", NOT_APPLICABLE, 1)], "1 of 1 run succeeded."),
        ([result(20, How.CREATED, "failed", Publication(False, "no: one failed"), 1)], "0 of 1 run succeeded."),
    ],
)
def test_the_summary_counts(results: list[DayResult], line: str) -> None:
    assert summary(results) == line


def test_the_plan_is_shown_in_the_order_in_which_days_start() -> None:
    plan = [Planned(period(21), How.CREATED), Planned(period(20), How.HAD_FAILED)]
    assert plan_table(plan).splitlines() == [
        "day         run",
        "2024-01-21  created",
        "2024-01-20  skipped, had failed",
    ]


@pytest.mark.parametrize(
    ("chosen", "ranges"),
    [
        (set(), []),
        ({20, 21, 22}, [("2024-01-20", "2024-01-22")]),
        ({20, 22}, [("2024-01-20", "2024-01-20"), ("2024-01-22", "2024-01-22")]),
        ({21, 22, 24}, [("2024-01-21", "2024-01-22"), ("2024-01-24", "2024-01-24")]),
    ],
)
def test_a_range_never_holds_a_day_that_was_not_chosen(chosen: set[int], ranges: list[tuple[str, str]]) -> None:
    periods = [period(day) for day in (24, 20, 21, 22, 23)]
    assert command_ranges(periods, {period(day).name for day in chosen}) == ranges


@pytest.mark.parametrize(
    ("moments", "names"),
    [
        ([(20, 0, 0), (21, 0, 0)], ["2024-01-20", "2024-01-21"]),
        ([(20, 2, 0), (21, 2, 0)], ["2024-01-20", "2024-01-21"]),
        ([(20, 0, 0), (20, 7, 0)], ["2024-01-20T00", "2024-01-20T07"]),
        ([(20, 7, 0), (20, 7, 15)], ["2024-01-20T07:00", "2024-01-20T07:15"]),
    ],
)
def test_a_period_is_named_as_the_steps_name_it(moments: list[tuple[int, int, int]], names: list[str]) -> None:
    dates = [datetime(2024, 1, day, hour, minute, tzinfo=UTC) for day, hour, minute in moments]
    assert [each.name for each in named(dates)] == names

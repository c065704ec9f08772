"""Exactly the days that were asked for, whatever the schedule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from airflow.models.serialized_dag import SerializedDagModel
from airflow.utils.session import create_session

from conftest import Ended, Scheduler
from daybook_airflow.backfill.outcome import RefusedError
from daybook_airflow.backfill.periods import Period, between


def periods(dag_id: str, first: date, last: date) -> list[Period]:
    with create_session() as session:
        return between(SerializedDagModel.get_dag(dag_id, session=session), first, last)


@pytest.mark.usefixtures("scheduler")
@pytest.mark.parametrize("dag_id", ["northwind", "at_two"])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-01-20", "2024-01-20"),
        ("2024-01-20", "2024-01-22"),
        ("2024-02-28", "2024-03-01"),
        ("2024-12-31", "2025-01-01"),
        ("2024-03-30", "2024-04-01"),
    ],
)
def test_both_ends_are_included_and_nothing_else(dag_id: str, first: str, last: str) -> None:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    expected = [str(begin + timedelta(days=number)) for number in range((end - begin).days + 1)]
    assert [period.name for period in periods(dag_id, begin, end)] == expected


@pytest.mark.usefixtures("scheduler")
def test_a_day_has_all_its_hours() -> None:
    found = periods("hourly", date(2024, 1, 20), date(2024, 1, 21))
    assert [period.name for period in found] == [f"2024-01-{day}T{hour:02}" for day in (20, 21) for hour in range(24)]
    assert {period.day for period in found} == {"2024-01-20", "2024-01-21"}


@pytest.mark.usefixtures("scheduler")
def test_a_day_has_all_its_quarter_hours() -> None:
    found = periods("quarter_hourly", date(2024, 1, 20), date(2024, 1, 20))
    assert [period.name for period in found[:5]] == [
        f"2024-01-20T{time}" for time in ("00:00", "00:15", "00:30", "00:45", "01:00")
    ]
    assert len(found) == 96


@pytest.mark.usefixtures("scheduler")
def test_a_schedule_in_another_zone_is_named_by_its_day_in_utc_as_airflow_names_it() -> None:
    found = periods("in_berlin", date(2024, 1, 20), date(2024, 1, 21))
    assert [(period.name, period.logical_date.hour) for period in found] == [("2024-01-20", 23), ("2024-01-21", 23)]


@pytest.mark.usefixtures("scheduler")
def test_a_range_without_a_run_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        periods("first_of_month", date(2024, 1, 20), date(2024, 1, 31))
    assert refused.value.lines == ("first_of_month: its schedule has no run from 2024-01-20 to 2024-01-31",)


@pytest.mark.usefixtures("scheduler")
def test_today_is_refused_with_the_newest_day_that_has_ended(backfill: Callable[..., Ended]) -> None:
    today = datetime.now(UTC).date()
    yesterday = today - timedelta(days=1)
    ended = backfill("-s", str(yesterday), "-e", str(today), "northwind")
    assert (ended.exit_code, ended.out, ended.err) == (
        2,
        [],
        [
            f"--end-date: expected a day that has ended in UTC, found {today}, which has not; "
            f"the newest that has is {yesterday}"
        ],
    )


def test_yesterday_is_taken(scheduler: Scheduler, backfill: Callable[..., Ended]) -> None:
    yesterday = str(datetime.now(UTC).date() - timedelta(days=1))
    assert backfill("-s", yesterday, "--no-wait", "northwind").exit_code == 0
    assert scheduler.runs() == {yesterday: "queued"}


@pytest.mark.usefixtures("scheduler")
def test_a_dag_without_a_schedule_is_refused(backfill: Callable[..., Ended]) -> None:
    ended = backfill("-s", "2024-01-20", "by_hand")
    assert (ended.exit_code, ended.err) == (
        1,
        ["by_hand: expected a DAG with a schedule, found None; trigger it instead"],
    )

"""A backfill of a DAG for hours, for months or for days that begin: each row is what its run has worked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from airflow.models.serialized_dag import SerializedDagModel
from airflow.utils.session import create_session

from conftest import Ended, Scheduler
from daybook_airflow.backfill.outcome import RefusedError
from daybook_airflow.backfill.periods import between, command_ranges, named

HOURS = [f"2024-01-20T{hour:02}" for hour in range(24)]


def names(dag_id: str, first: str, last: str) -> list[str]:
    with create_session() as session:
        dag = SerializedDagModel.get_dag(dag_id, session=session)
        return [period.name for period in between(dag, date.fromisoformat(first), date.fromisoformat(last))]


@pytest.mark.usefixtures("scheduler")
@pytest.mark.parametrize(
    ("dag_id", "first", "last", "expected"),
    [
        ("shop_hourly", "2024-01-20", "2024-01-20", HOURS),
        ("shop_monthly", "2024-01-31", "2024-01-31", ["2024-01-31"]),
        ("shop_monthly", "2024-01-01", "2024-03-31", ["2024-01-31", "2024-02-29", "2024-03-31"]),
        ("shop_monthly", "2023-12-31", "2024-01-30", ["2023-12-31"]),
        ("shop_begins", "2024-02-28", "2024-03-01", ["2024-02-28", "2024-02-29", "2024-03-01"]),
    ],
)
def test_the_periods_of_the_days_are_named_as_their_runs_name_them(
    dag_id: str, first: str, last: str, expected: list[str]
) -> None:
    assert names(dag_id, first, last) == expected


@pytest.mark.parametrize(
    ("dag_id", "days", "done"),
    [
        ("shop_hourly", ("2024-01-20",), HOURS),
        ("shop_monthly", ("2024-01-31",), ["2024-01-31"]),
        ("shop_monthly", ("2024-01-01", "-e", "2024-02-29"), ["2024-01-31", "2024-02-29"]),
        ("shop_begins", ("2024-01-20", "-e", "2024-01-21"), ["2024-01-20", "2024-01-21"]),
    ],
)
def test_the_table_shows_what_each_run_has_worked_for(
    scheduler: Scheduler, backfill: Callable[..., Ended], dag_id: str, days: tuple[str, ...], done: list[str]
) -> None:
    scheduler.dag_id = dag_id
    created = backfill("-s", *days, "--no-wait", dag_id)
    assert (created.exit_code, created.err) == (0, [])
    assert created.out[2:] == [f"{name:<{len(done[0])}}  created" for name in done]
    for name in done:
        scheduler.end(name)

    shown = backfill("--watch", dag_id)

    assert [line.split() for line in shown.out[3:-2]] == [
        [name, "run", "success", "2026-01-02", "00:00:00", "12.3", "yes"] for name in done
    ]
    assert shown.out[-1] == f"{len(done)} of {len(done)} run{'s' * (len(done) > 1)} succeeded and published."


def test_one_hour_alone_is_an_hour(scheduler: Scheduler, backfill: Callable[..., Ended]) -> None:
    scheduler.dag_id = "shop_hourly"
    moment = datetime(2024, 1, 20, 7, tzinfo=UTC)
    scheduler.create_backfill(moment, moment)
    scheduler.end("2024-01-20T07", worked_for="2024-01-20T08")

    shown = backfill("--watch", "shop_hourly")

    assert shown.exit_code == 1
    assert shown.out[3].endswith("no: load_postgres worked for 2024-01-20T08")
    assert shown.out[3].startswith("2024-01-20T07  ")


def test_a_step_that_began_with_earlier_periods_has_worked_for_the_last(
    scheduler: Scheduler, backfill: Callable[..., Ended]
) -> None:
    scheduler.create("2024-01-20")
    scheduler.end("2024-01-20", worked_for="2024-01-18", through="2024-01-20")

    assert backfill("-s", "2024-01-20", "northwind").out[-1] == "1 of 1 run succeeded and published."


@pytest.mark.usefixtures("scheduler")
def test_a_day_whose_hours_are_not_all_over_is_refused() -> None:
    today = datetime.now(UTC).date()
    with pytest.raises(RefusedError) as refused:
        names("shop_hourly", str(today), str(today))
    assert refused.value.lines == (
        f"--end-date: expected a day that has ended in UTC, found {today}, which has not; the newest that has is "
        f"{today - timedelta(days=1)}",
    )


@pytest.mark.usefixtures("scheduler")
def test_a_day_that_has_begun_is_taken_where_it_runs_then() -> None:
    today = str(datetime.now(UTC).date())
    assert names("shop_begins", today, today) == [today]


def test_hours_of_one_day_need_one_command() -> None:
    hours = named(datetime(2024, 1, 20, tzinfo=UTC) + timedelta(hours=number) for number in range(48))
    chosen = {"2024-01-20T07", "2024-01-20T09", "2024-01-20T23", "2024-01-21T00", "2024-01-21T05"}
    assert command_ranges(hours, chosen) == [("2024-01-20", "2024-01-21")]
    assert command_ranges(hours, {"2024-01-20T07", "2024-01-21T05"}) == [
        ("2024-01-20", "2024-01-20"),
        ("2024-01-21", "2024-01-21"),
    ]

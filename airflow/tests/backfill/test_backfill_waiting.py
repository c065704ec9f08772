"""What is said while days run, and what ends the waiting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from airflow.utils.session import create_session

from conftest import Ended, Scheduler
from daybook_airflow.backfill.creation import newest_plan, wait_for_room
from daybook_airflow.backfill.outcome import RefusedError
from daybook_airflow.backfill.waiting import Watch

Event = Callable[[], None]


@pytest.fixture
def watch(backfill: Callable[..., Ended]) -> Callable[[Iterable[Event]], list[str]]:
    """Give a function that watches a backfill of two days while events happen, one after each look."""

    def watched(events: Iterable[Event], silence_seconds: float = 3600) -> list[str]:
        assert backfill("-s", "2024-01-20", "-e", "2024-01-21", "--no-wait", "northwind").exit_code == 0
        with create_session() as session:
            backfill_id, plan = newest_plan("northwind", session)
        said: list[str] = []
        script = iter(events)
        Watch("northwind", backfill_id, plan, said.append, lambda: next(script)(), silence_seconds).until_all_ended()
        assert next(script, None) is None, "the waiting ended before the last event"
        return said

    return watched


def test_each_change_of_a_day_is_said_once(scheduler: Scheduler, watch: Callable[..., list[str]]) -> None:
    assert watch(
        [
            lambda: scheduler.start("2024-01-20"),
            lambda: None,
            lambda: scheduler.end("2024-01-20"),
            lambda: scheduler.start("2024-01-21"),
            lambda: scheduler.end("2024-01-21", "failed"),
        ]
    ) == [
        "2024-01-20  running",
        "2024-01-20  success after 12 s",
        "2024-01-21  running",
        "2024-01-21  failed after 12 s",
    ]


def test_a_day_cleared_while_others_run_is_waited_for_again(
    scheduler: Scheduler, watch: Callable[..., list[str]]
) -> None:
    assert watch(
        [
            lambda: scheduler.end("2024-01-20"),
            lambda: scheduler.start("2024-01-20"),
            lambda: scheduler.end("2024-01-21"),
            lambda: scheduler.end("2024-01-20"),
        ]
    ) == [
        "2024-01-20  success after 12 s",
        "2024-01-20  running",
        "2024-01-21  success after 12 s",
        "2024-01-20  success after 12 s",
    ]


def test_a_deleted_run_is_not_waited_for(scheduler: Scheduler, watch: Callable[..., list[str]]) -> None:
    assert watch([lambda: scheduler.delete_run("2024-01-20"), lambda: scheduler.end("2024-01-21")]) == [
        "2024-01-20  missing",
        "2024-01-21  success after 12 s",
    ]


def test_a_scheduler_that_falls_silent_is_said_and_so_is_its_return(
    scheduler: Scheduler, watch: Callable[..., list[str]]
) -> None:
    said = watch(
        [
            lambda: scheduler.beat(seconds_ago=95),
            lambda: None,
            lambda: scheduler.beat(seconds_ago=-3600),
            lambda: [scheduler.end(day) for day in ("2024-01-20", "2024-01-21")],
        ]
    )
    assert re.fullmatch(
        r"the scheduler does not run \(last sign of life \d+ seconds ago\), so no day would start; "
        r"start it: docker compose up -d airflow-scheduler",
        said[0],
    )
    assert said[1:] == ["the scheduler is back", "2024-01-20  success after 12 s", "2024-01-21  success after 12 s"]


def test_a_pause_is_said_and_so_is_its_end(scheduler: Scheduler, watch: Callable[..., list[str]]) -> None:
    assert watch(
        [
            scheduler.pause,
            lambda: scheduler.pause(paused=False),
            lambda: scheduler.set_backfill(is_paused=True),
            lambda: scheduler.set_backfill(is_paused=False),
            lambda: [scheduler.end(day) for day in ("2024-01-20", "2024-01-21")],
        ]
    ) == [
        "northwind is paused, so none of its days would start; unpause it: airflow dags unpause northwind",
        "the DAG is unpaused",
        "the backfill is paused; no further day starts until it is unpaused on the DAG's web page",
        "the backfill is unpaused",
        "2024-01-20  success after 12 s",
        "2024-01-21  success after 12 s",
    ]


def test_silence_is_broken_by_what_is_waited_for(scheduler: Scheduler, watch: Callable[..., list[str]]) -> None:
    said = watch(
        [
            lambda: scheduler.start("2024-01-20"),
            lambda: [scheduler.end(day) for day in ("2024-01-20", "2024-01-21")],
        ],
        silence_seconds=0,
    )
    assert said[:3] == ["waiting: 2 queued", "2024-01-20  running", "waiting: 1 queued, 1 running"]


def test_a_backfill_that_has_ended_is_waited_for_until_it_is_closed(
    scheduler: Scheduler, backfill: Callable[..., Ended]
) -> None:
    backfill("-s", "2024-01-20", "--no-wait", "northwind")
    scheduler.end("2024-01-20")
    said: list[str] = []

    def say(words: str) -> None:
        said.append(words)
        scheduler.close_backfills()

    wait_for_room("northwind", say)
    assert said == ["The backfill before this one has ended; the scheduler closes it within half a minute."]


def test_a_backfill_that_is_never_closed_is_not_waited_for_for_ever(
    scheduler: Scheduler, backfill: Callable[..., Ended]
) -> None:
    backfill("-s", "2024-01-20", "--no-wait", "northwind")
    scheduler.end("2024-01-20")
    with pytest.raises(RefusedError) as refused:
        wait_for_room("northwind", print, seconds=-1)
    assert refused.value.lines == (
        "northwind: expected the scheduler to close the backfill before this one, whose runs have all ended, "
        "within -1 seconds, found it open; close it: airflow dags backfill --cancel northwind",
    )

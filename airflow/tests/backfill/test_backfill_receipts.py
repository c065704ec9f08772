"""A day is published when each step's receipt says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from airflow.utils.session import create_session

from conftest import STEPS, Scheduler
from daybook_airflow.backfill.receipts import Publication, failure, publication

DAY = "2024-01-20"
RUN = f"scheduled__{DAY}"


def published() -> Publication:
    with create_session() as session:
        return publication("northwind", RUN, DAY, session)


@pytest.mark.parametrize("status", ["done", "unchanged", "kept"])
def test_receipts_of_the_day_publish_it(scheduler: Scheduler, status: str) -> None:
    scheduler.create(DAY)
    scheduler.end(DAY, status=status)
    assert published() == Publication(True, "yes")


@pytest.mark.parametrize("step", STEPS)
def test_a_step_without_a_receipt_does_not(scheduler: Scheduler, step: str) -> None:
    scheduler.create(DAY, "success")
    scheduler.forget_receipt(DAY, step)
    assert published() == Publication(False, f"no: {step} left no receipt")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda scheduler: scheduler.end(DAY, worked_for="2024-01-09"), "no: extract_csv worked for 2024-01-09"),
        (lambda scheduler: scheduler.end(DAY, status="checked"), "no: extract_csv ended as checked"),
    ],
)
def test_another_receipt_does_not(scheduler: Scheduler, change: Callable[[Scheduler], None], words: str) -> None:
    scheduler.create(DAY)
    change(scheduler)
    assert published() == Publication(False, words)


def test_a_skipped_step_leaves_no_receipt(scheduler: Scheduler) -> None:
    scheduler.create(DAY, "success")
    scheduler.set_task(DAY, "publish_report", "skipped")
    scheduler.forget_receipt(DAY, "publish_report")
    assert published() == Publication(True, "yes")


def test_a_step_that_was_skipped_after_a_try_publishes_nothing(scheduler: Scheduler) -> None:
    scheduler.create(DAY, "success")
    scheduler.set_task(DAY, "load_postgres", "skipped", try_number=1)
    assert published() == Publication(False, "no: load_postgres was begun and then skipped")


def test_skipping_all_steps_publishes_nothing(scheduler: Scheduler) -> None:
    scheduler.create(DAY, "success")
    for step in STEPS:
        scheduler.set_task(DAY, step, "skipped")
    assert published() == Publication(False, "no: every step was skipped")


def test_a_failure_names_the_task_that_failed_by_itself(scheduler: Scheduler) -> None:
    scheduler.create(DAY, "failed")
    with create_session() as session:
        assert failure("northwind", RUN, session) == Publication(False, "no: load_postgres failed")


def test_a_run_that_was_cancelled_had_no_task(scheduler: Scheduler) -> None:
    scheduler.create(DAY)
    with create_session() as session:
        assert failure("northwind", RUN, session) == Publication(False, "no: no task was run to its end")

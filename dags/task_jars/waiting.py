"""Waiting for what a step reads: the step itself looks once a minute, and between two looks its task holds no slot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from task_jars.airflow_versions import AirflowRescheduleException, first_start

NOT_THERE = 66
"""The exit code of a step whose input is not there for its period."""

BETWEEN_LOOKS = timedelta(seconds=60)
"""From the end of one look to the next. Below 45 seconds Airflow can take the end of a look for a failure: it comes to
the scheduler after the task was queued again."""


def check_wait(wait: timedelta | None) -> None:
    """Raise ValueError when it is none that a task can wait for."""
    if wait is not None and (not isinstance(wait, timedelta) or wait <= timedelta(0)):
        raise ValueError(f"wait: expected a time such as timedelta(hours=12), or None, found {wait!r}")


def look_again_later(context: Mapping[str, Any], wait: timedelta, message: str, log: Any) -> None:
    """Raise AirflowRescheduleException until the wait is over, counted from the first look of this try."""
    now = datetime.now(UTC)
    over = (first_start(context) or now) + wait
    if now >= over:
        log.error("The wait of %s is over.", wait)
        return
    log.info("%s", message)
    log.info("Looks again in %.0f s; waits until %s.", BETWEEN_LOOKS.total_seconds(), f"{over:%Y-%m-%d %H:%M:%S} UTC")
    raise AirflowRescheduleException(now + BETWEEN_LOOKS)

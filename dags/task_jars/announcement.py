"""What the events of a task's assets say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def announce(outlet_events: Any, task: Any, receipt: Mapping[str, Any]) -> None:
    """Say what a task has made, and for which period; Airflow sends the events when the task has succeeded."""
    if task.asset:
        outlet_events[task.asset].extra = {
            "day": task.day,
            "rows": receipt.get("rows"),
            "as_of": receipt.get("as_of"),
        }
    if task.periods:
        outlet_events[task.periods].add_partitions(task.day)

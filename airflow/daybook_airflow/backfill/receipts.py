"""Whether a run published its day: its tasks' receipts say so, not its colour.

A run can be green and have worked for another day: a run started by hand occupies the logical date it was given,
whatever day its parameter named. It can also be green without having run, when somebody marked it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from airflow.models.taskinstance import TaskInstance
from airflow.models.xcom import XComModel
from sqlalchemy import select

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STEP_OPERATOR = "TaskJarOperator"
"""The class whose tasks leave a receipt, as task_jars.py names it."""

_PUBLISHED = ("done", "unchanged", "kept")
_NOT_RUN_ON_PURPOSE = ("skipped", "removed")


@dataclass(frozen=True)
class Publication:
    """Whether a day is published, and the words for it. None: the DAG has no steps, so there is nothing to publish."""

    published: bool | None
    words: str


NOT_APPLICABLE = Publication(None, "-")


def publication(dag_id: str, run_id: str, period: str, session: Session) -> Publication:
    """Read what the receipts of a run that succeeded say about the period it ran for."""
    tasks = list(
        session.scalars(select(TaskInstance).where(TaskInstance.dag_id == dag_id, TaskInstance.run_id == run_id))
    )
    steps = [task for task in tasks if task.operator == STEP_OPERATOR]
    if not steps:
        return NOT_APPLICABLE
    receipts = _receipts(dag_id, run_id, session)
    for step in sorted(steps, key=lambda task: (task.task_id, task.map_index)):
        if step.state not in _NOT_RUN_ON_PURPOSE:
            problem = _problem(receipts.get((step.task_id, step.map_index)), period)
            if problem:
                return Publication(False, f"no: {step.task_id} {problem}")
    if all(step.state in _NOT_RUN_ON_PURPOSE for step in steps):
        return Publication(False, "no: every step was skipped")
    return Publication(True, "yes")


def failure(dag_id: str, run_id: str, session: Session) -> Publication:
    """Say why a run that failed did not publish: the tasks that failed by themselves."""
    query = select(TaskInstance.task_id).where(
        TaskInstance.dag_id == dag_id, TaskInstance.run_id == run_id, TaskInstance.state == "failed"
    )
    failed = sorted(set(session.scalars(query)))
    return Publication(False, f"no: {', '.join(failed)} failed" if failed else "no: no task was run to its end")


def _receipts(dag_id: str, run_id: str, session: Session) -> dict[tuple[str, int], dict[str, Any]]:
    query = select(XComModel).where(
        XComModel.dag_id == dag_id, XComModel.run_id == run_id, XComModel.key == "return_value"
    )
    found = {}
    for row in session.scalars(query):
        receipt = _receipt(XComModel.deserialize_value(row))
        if receipt is not None:
            found[(row.task_id, row.map_index)] = receipt
    return found


def _receipt(value: Any) -> dict[str, Any] | None:
    """Take a receipt from an XCom that holds it as an object or as JSON text, else None."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, dict) and "period" in value and "status" in value else None


def _problem(receipt: dict[str, Any] | None, period: str) -> str | None:
    if receipt is None:
        return "left no receipt"
    if receipt["period"] != period:
        return f"worked for {receipt['period']}"
    if receipt["status"] not in _PUBLISHED:
        return f"ended as {receipt['status']}"
    return None

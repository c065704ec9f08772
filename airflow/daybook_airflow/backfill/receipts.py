"""Whether a run published its day: its tasks and their receipts say so, not its colour.

A run can be green and have worked for another day: a run started by hand occupies the logical date it was given,
whatever day its parameter named. It can be green without having run, when somebody marked it. And it can be green with
a step in it that has failed: Airflow looks at the last tasks alone, and a DAG file from before `run_state` has nothing
that tells of a load that failed when it was run again by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from daybook_airflow.backfill.airflow_names import DagRun, TaskInstance, XComModel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STEP_OPERATOR = "TaskJarOperator"
"""The class whose tasks leave a receipt, as dags/task_jars/ names it."""

_PUBLISHED = ("done", "unchanged", "kept")
_NOT_RUN_ON_PURPOSE = ("skipped", "removed")


@dataclass(frozen=True)
class Publication:
    """Whether a day is published, and the words for it. None: the DAG has no steps, so there is nothing to publish."""

    published: bool | None
    words: str


NOT_APPLICABLE = Publication(None, "-")


def true_states(dag_id: str, runs: Iterable[DagRun], session: Session) -> dict[str, str]:
    """Return the state of each run of a DAG by its id: failed, whatever Airflow calls it, with a step that failed."""
    states = {run.run_id: str(run.state) for run in runs}
    query = select(TaskInstance.run_id).where(
        TaskInstance.dag_id == dag_id,
        TaskInstance.run_id.in_([run_id for run_id, state in states.items() if state == "success"]),
        TaskInstance.operator == STEP_OPERATOR,
        TaskInstance.state == "failed",
    )
    return states | dict.fromkeys(session.scalars(query), "failed")


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
        if step.state == "skipped" and step.try_number > 0:
            # What another task skips has had no try; this one waited for its next try when somebody marked the run.
            return Publication(False, f"no: {step.task_id} was begun and then skipped")
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
    last = receipt.get("through", receipt["period"])  # of a step that began with earlier periods
    if last != period:
        return f"worked for {last}"
    if receipt["status"] not in _PUBLISHED:
        return f"ended as {receipt['status']}"
    return None

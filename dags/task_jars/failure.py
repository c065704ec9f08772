"""How the failure of a step becomes that of its task: what it says, and whether Airflow tries again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from task_jars.airflow_versions import AirflowException, AirflowFailException
from task_jars.contract import ExitCode, Outcome, Retry


def failure_message(task: Any, outcome: Outcome, code: ExitCode, receipt: Mapping[str, Any] | None) -> str:
    """Return the step's own message, else what is known of its end."""
    if outcome.out_of_memory:
        return (
            f"{task.step} was killed: it used more memory than its container's limit of {task.mem_limit};"
            f" raise memory= of task {task.task_id} in the DAG file"
        )
    if receipt and receipt.get("message"):
        return str(receipt["message"])
    return f"{task.step} ended with {outcome.exit_code} ({code.meaning}) and wrote no receipt; see its log above"


def failure_type(task: Any, code: ExitCode, ti: Any) -> type[AirflowException]:
    """Return the exception that makes Airflow try again where that can help, or else fail for good."""
    # A clear gives a task new tries on top of those it has used up: max_tries grows, try_number goes on.
    attempt = ti.try_number - (ti.max_tries - task.retries)
    again = code.retry is Retry.ALWAYS or (code.retry is Retry.ONCE and attempt <= 1)
    return AirflowException if again else AirflowFailException

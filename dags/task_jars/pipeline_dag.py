"""The DAG of a pipeline: when it runs, how its tasks are tried again, and when its run has succeeded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from task_jars.airflow_versions import BACKOFF, DAG, EmptyOperator
from task_jars.documentation import pipeline_documentation, run_task_documentation
from task_jars.run_period import RunPeriod
from task_jars.trigger_form import parameters

RETRIES: Mapping[str, Any] = {
    "retries": 3,
    "retry_delay": timedelta(seconds=30),
    "retry_exponential_backoff": BACKOFF,
    "max_retry_delay": timedelta(minutes=10),
}

RUN_BEGIN = "run_begin"
RUN_STATE = "run_state"
_UNWATCHED = {"on_failure_callback": None, "on_success_callback": None, "on_execute_callback": None}


class PipelineDag(DAG):
    """A DAG whose run succeeds only when each of its tasks did, also after some of them were cleared and run again.

    Airflow looks at a run's last tasks alone: a load that is run again by itself, and fails, leaves the report's old
    success behind it, and Airflow calls the run successful. So two tasks are put around all others, `run_begin` and
    `run_state`. Airflow's scheduler gives both their state, no process is started for them. `run_state` is one of the
    last tasks, and cannot succeed beside a task that failed. As a teardown, whose setup is `run_begin`, it is cleared
    with each task that is cleared; a plain task would keep its old state, as the report does.
    docs/decisions/0185-a-teardown-tells-the-state-of-a-run.md has what else was tried.

    The two are put in when the file's `with` block ends, and once more when Airflow reads the file, for tasks that are
    added after that block.
    """

    def __exit__(self, exception_type: Any, exception: Any, traceback: Any) -> None:
        super().__exit__(exception_type, exception, traceback)
        if exception_type is None:
            self._surround_tasks()

    def validate(self) -> None:
        """Put in what is missing, then check as Airflow does."""
        self._surround_tasks()
        super().validate()

    def _surround_tasks(self) -> None:
        tasks = [task for task in self.tasks if task.task_id not in (RUN_BEGIN, RUN_STATE)]
        if not tasks:
            return
        begin, state = self._begin_and_state()
        for task in tasks:
            # Airflow lets no other rule follow a setup. A first task waits for nothing, so its rule is not missed.
            if not task.upstream_task_ids and task.trigger_rule == "all_success" and not task.is_teardown:
                begin.set_downstream(task)
            # A teardown's failure does not count, unless its author says so; as everywhere in Airflow.
            if task.task_id not in state.upstream_task_ids and (not task.is_teardown or task.on_failure_fail_dagrun):
                state.set_upstream(task)

    def _begin_and_state(self) -> tuple[EmptyOperator, EmptyOperator]:
        if self.has_task(RUN_STATE):
            return self.get_task(RUN_BEGIN), self.get_task(RUN_STATE)
        common = _UNWATCHED | {"depends_on_past": False, "dag": self, "task_group": self.task_group}
        begin = EmptyOperator(task_id=RUN_BEGIN, doc_md=run_task_documentation(RUN_BEGIN), **common).as_setup()
        # Not the rule of other teardowns, all_done_setup_success: that one has no state for what has failed before it.
        # none_failed waits for all, and lets tasks be skipped; fail_fast takes no rule but the usual one.
        fail_fast = getattr(self, "fail_fast", False) or getattr(self, "fail_stop", False)
        rule = "all_success" if fail_fast else "none_failed"
        state = EmptyOperator(
            task_id=RUN_STATE, doc_md=run_task_documentation(RUN_STATE), trigger_rule=rule, outlets=[], **common
        )
        state.is_teardown = True
        state.on_failure_fail_dagrun = True
        begin.set_downstream(state)
        return begin, state


def pipeline_dag(
    pipeline: str,
    period: RunPeriod,
    schedule: Any,
    *,
    dag_id: str | None = None,
    description: str | None = None,
    tags: Sequence[str] = (),
    on_failure_callback: Callable[[Mapping[str, Any]], None] | None = None,
    default_args: Mapping[str, Any] | None = None,
    params: Mapping[str, Any] | None = None,
    **dag_arguments: Any,
) -> PipelineDag:
    """Return a DAG whose tasks work for periods of this kind; the other arguments are those of Pipeline.daily_dag."""
    dag_id = dag_id or pipeline
    of_all_tasks = RETRIES | {"on_failure_callback": on_failure_callback, "run_period": period.name}
    arguments = {
        "start_date": datetime(2000, 1, 1, tzinfo=UTC),  # so that any day since can be asked for
        "catchup": False,
        "is_paused_upon_creation": False,
        "max_active_runs": 2,
        "doc_md": pipeline_documentation(pipeline, dag_id, period),
    }
    return PipelineDag(
        dag_id,
        schedule=schedule,
        description=description
        or f"Copies the sources of {pipeline} into lake and warehouse, {period.words} at a time",
        tags=["daybook", *tags],
        params=parameters(period) | dict(params or {}),
        default_args=of_all_tasks | dict(default_args or {}),
        **arguments | dag_arguments,
    )

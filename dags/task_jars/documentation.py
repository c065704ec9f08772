"""What the web page says of a pipeline and its tasks, in Markdown."""

from __future__ import annotations

from task_jars.contract import EXIT_CODES
from task_jars.run_period import MONTH, RunPeriod
from task_jars.steps import Step


def task_documentation(step: Step, pipeline: str, period: RunPeriod) -> str:
    """Return Markdown: what a step does, how to run it again, its exit codes."""
    codes = "\n".join(f"| {number} | {code.meaning} | {code.retry.value} |" for number, code in EXIT_CODES.items())
    return _TASK.format(
        does=step.documentation, step=step.name, pipeline=pipeline, example=period.example, codes=codes
    )


def run_task_documentation(task_id: str) -> str:
    """Return Markdown: what `run_begin` and `run_state` are for."""
    return _RUN_TASKS[task_id]


def pipeline_documentation(pipeline: str, dag_id: str, period: RunPeriod) -> str:
    """Return Markdown: what a pipeline does, and what to type or click to run periods and steps."""
    field = "Last day of the month to run" if period is MONTH else f"{period.name.capitalize()} to run"
    first, last = period.some
    return _PIPELINE.format(
        pipeline=pipeline,
        dag_id=dag_id,
        period=period.name,
        words=period.words,
        example=period.example,
        field=field,
        first=first,
        last=last,
    )


_TASK = """
{does}

**Run it again** by *Clear* on this page. Nothing is done twice: a day with the same content stays as it is.
Or without Airflow, with the further arguments that *Rendered Templates* shows as `command`:

    docker compose run --rm task {step} --pipeline {pipeline} --date {example}

The log ends with the step's own message. *XCom* holds its receipt: rows, bytes, seconds, warnings.

| exit code | what it means | tried again |
|---|---|---|
| 0 | done, unchanged or kept; the receipt says which | |
{codes}
"""

_RUN_TASKS = {
    "run_begin": "Does nothing. It makes Airflow clear `run_state` together with any task of the run.",
    "run_state": "Does nothing. It succeeds when every task of the run has succeeded or was skipped on purpose. When"
    " one has failed it is *upstream_failed*, so the run is failed, whatever was cleared: look at the red task.",
}

_PIPELINE = """
Copies the sources of **{pipeline}** into the lake and on into the warehouse, {words} (UTC) at a time.

- **One {period}**: *Trigger*, fill in *{field}*, leave *Logical Date* alone. Or

      bin/airflow dags trigger {dag_id} -c '{{"date": "{example}"}}'

- **Many {period}s**: *Trigger*, *Backfill*. Or, which waits and prints a table of them,

      bin/airflow dags backfill -s {first} -e {last} {dag_id}

- **One task again**: *Clear* on the task's page. Or without Airflow

      docker compose run --rm task load-postgres --pipeline {pipeline} --date {example}

It can be run again at any time: with the same content it stays as it is. What is extracted long after a {period} never
replaces what was extracted when the {period} had just closed, unless *Replace* is ticked.
"""

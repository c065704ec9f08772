"""What the web page says of a pipeline and its tasks, in Markdown."""

from __future__ import annotations

from task_jars.contract import EXIT_CODES
from task_jars.steps import Step


def task_documentation(step: Step, pipeline: str) -> str:
    """Return Markdown: what a step does, how to run it again, its exit codes."""
    codes = "\n".join(f"| {number} | {code.meaning} | {code.retry.value} |" for number, code in EXIT_CODES.items())
    return _TASK.format(does=step.documentation, step=step.name, pipeline=pipeline, codes=codes)


def run_task_documentation(task_id: str) -> str:
    """Return Markdown: what `run_begin` and `run_state` are for."""
    return _RUN_TASKS[task_id]


def pipeline_documentation(pipeline: str) -> str:
    """Return Markdown: what a pipeline does, and what to type or click to run days and steps."""
    return _PIPELINE.format(pipeline=pipeline)


_TASK = """
{does}

**Run it again** by *Clear* on this page. Nothing is done twice: a day with the same content stays as it is.
Or without Airflow, with the further arguments that *Rendered Templates* shows as `command`:

    docker compose run --rm task {step} --pipeline {pipeline} --date 2024-01-20

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
Copies the sources of **{pipeline}** into the lake and on into the warehouse, one day (UTC) at a time, at midnight UTC.

- **One day**: *Trigger*, fill in *Day to run*, leave *Logical Date* alone. Or

      bin/airflow dags trigger {pipeline} -c '{{"date": "2024-01-20"}}'

- **Many days**: *Trigger*, *Backfill*. Or, which waits and prints a table of the days,

      bin/airflow dags backfill -s 2024-01-20 -e 2024-01-22 {pipeline}

- **One task again**: *Clear* on the task's page. Or without Airflow

      docker compose run --rm task load-postgres --pipeline {pipeline} --date 2024-01-20

A day can be run again at any time: with the same content it stays as it is. What is extracted long after a day never
replaces what was extracted when the day had just closed, unless *Replace* is ticked.
"""

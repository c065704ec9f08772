"""From a row of the table of steps to a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from task_jars.airflow_versions import HAS_PARTITIONS, Asset
from task_jars.documentation import task_documentation
from task_jars.operator import TaskJarOperator
from task_jars.run_period import RUN_PERIODS
from task_jars.stack import Stack
from task_jars.steps import Step
from task_jars.templates import REPLACE

MOST_PERIODS = 10_000
"""For how many periods a step works at most, from `--date` to `--through`."""


def step_task(
    step: Step,
    pipeline: str,
    stack: Stack,
    arguments: Sequence[str],
    *,
    source: str | None = None,
    network: str | None = None,
    timeout: timedelta = timedelta(hours=2),
    lookback: int = 0,
    more_volumes: Mapping[str, str] | None = None,
    **task_arguments: Any,
) -> TaskJarOperator:
    """Return a task that runs the step, in a container with what the step's row says.

    arguments: the step's, after the common ones.
    source: of an extract, the name of its source in the lake.
    network: default: the one of the stack on which the step's database is reached.
    timeout, lookback, more_volumes, task_arguments: as for Pipeline.extract_postgres.
    """
    more = dict(more_volumes or {})
    _check(step, source, more)
    _check_lookback(step, lookback)
    task = TaskJarOperator(
        step=step.name,
        pipeline=pipeline,
        stack=stack,
        network=network or (getattr(stack, step.role.network) if step.role else "none"),
        source=source,
        arguments=[*(["--source", source] if step.is_extract else []), *arguments],
        execution_timeout=timeout,
        lookback=lookback,
        volumes={folder.path: getattr(stack, folder.volume) for folder in step.folders} | more,
        read_only=[*(folder.path for folder in step.folders if folder.read_only), *more],
        **_defaults(step, pipeline, source) | task_arguments,
    )
    # Only now is it known which DAG the task is in, and so what it works for.
    task.doc_md = task.doc_md or task_documentation(step, pipeline, RUN_PERIODS[task.run_period])
    return task


def _check(step: Step, source: str | None, more_volumes: Mapping[str, str]) -> None:
    if (source is not None) != step.is_extract:
        raise ValueError(f"source: expected {'a name' if step.is_extract else 'none'} for {step.name}, found {source}")
    taken = sorted(more_volumes.keys() & {folder.path for folder in step.folders})
    if taken:
        raise ValueError(f"more_volumes: expected other folders than {step.name} has, found {', '.join(taken)}")


def _check_lookback(step: Step, lookback: int) -> None:
    if not isinstance(lookback, int) or not 0 <= lookback < MOST_PERIODS:
        raise ValueError(f"lookback: expected a number of periods from 0 to {MOST_PERIODS - 1}, found {lookback!r}")
    if lookback and not step.through:
        raise ValueError(f"lookback: expected none for {step.name}, which reads what is there now, found {lookback}")


def _defaults(step: Step, pipeline: str, source: str | None) -> dict[str, Any]:
    """Return the arguments of the operator that a DAG file may give another value."""
    return {
        "task_id": _task_id(step, source),
        "role": step.role.variables if step.role else None,
        "optional": [REPLACE] if step.is_extract else [],
        "from_form": step.from_form,
        "asset": Asset(f"daybook://{pipeline}/{step.makes.format(source=source)}"),
        "periods": Asset(f"daybook://{pipeline}/periods") if step.announces_periods and HAS_PARTITIONS else None,
        **({"max_active_tis_per_dag": 1} if step.one_at_a_time else {}),
    }


def _task_id(step: Step, source: str | None) -> str:
    """Return the step's name; with the source's behind it when that is not the usual one, `extract_postgres_crm`."""
    task_id = step.name.replace("-", "_")
    return task_id if source is None or task_id == f"extract_{source}" else f"{task_id}_{source}"

"""What a DAG file makes: a pipeline, its DAG, and a task for each step."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from task_jars.airflow_versions import DAG
from task_jars.operator import TaskJarOperator
from task_jars.pipeline_dag import pipeline_dag
from task_jars.run_period import DAY, HOUR_OF_DAY, MONTH
from task_jars.schedules import BEGIN_OF_DAY, END_OF_MONTH, HOURLY, MIDNIGHT
from task_jars.stack import Stack
from task_jars.step_task import step_task
from task_jars.steps import STEPS


@dataclasses.dataclass(frozen=True)
class Pipeline:
    """A pipeline: its name in lake, warehouse and Airflow, and where its containers run.

    name: `[a-z][a-z0-9_]{0,30}`; the DAG's usual id, the folder in the lake, the schema in the warehouse.
    """

    name: str
    stack: Stack = dataclasses.field(default_factory=Stack.from_environment)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", self.name):
            raise ValueError(f"pipeline: expected a name [a-z][a-z0-9_]{{0,30}}, found '{self.name}'")

    def daily_dag(self, *, begins: bool = False, schedule: Any = MIDNIGHT, **dag_arguments: Any) -> DAG:
        """Return the DAG that runs each day once it is over, at midnight UTC; use it with `with`.

        A run succeeds only when each of its tasks has, your own tasks, too: see PipelineDag.

        begins: run each day when it begins, for what arrives then.
        schedule: another one, whose runs have the day as their logical date; None for days that are only asked for.
        dag_arguments: dag_id, default: the pipeline's name; description; tags; on_failure_callback, called with the
        context of each task that has failed for good, whose `context["exception"]` holds the step's own message; more
        default_args and params; and any other argument of Airflow's DAG, such as `deadline`.
        """
        if begins and schedule is not MIDNIGHT:
            raise ValueError("begins: expected without schedule=, found both; a schedule says itself when a run begins")
        return pipeline_dag(self.name, DAY, BEGIN_OF_DAY if begins else schedule, **dag_arguments)

    def hourly_dag(self, *, schedule: Any = HOURLY, **dag_arguments: Any) -> DAG:
        """Return the DAG that runs each hour (UTC) once it is over; `--date` is the hour, `2020-01-01T07`.

        schedule: another one, whose runs have the hour's begin as their logical date, or None.
        dag_arguments: as for daily_dag.
        """
        return pipeline_dag(self.name, HOUR_OF_DAY, schedule, **dag_arguments)

    def monthly_dag(self, *, schedule: Any = END_OF_MONTH, **dag_arguments: Any) -> DAG:
        """Return the DAG that runs each month (UTC) once it is over; `--date` is the month's last day.

        schedule: another one, whose runs have the month's last day as their logical date, or None.
        dag_arguments: as for daily_dag.
        """
        return pipeline_dag(self.name, MONTH, schedule, **dag_arguments)

    def extract_postgres(
        self,
        *,
        connection: str,
        source: str = "postgres",
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        arguments: Sequence[str] = (),
        network: str | None = None,
        **task_arguments: Any,
    ) -> TaskJarOperator:
        """Extract tables of a PostgreSQL database, all from one snapshot.

        connection: the id of an Airflow connection of type Postgres.
        source: the name of this source in the lake; give each database of a pipeline its own.
        include, exclude: tables to take and to leave out, `schema.table` with `*` and `?`; default: all.
        arguments: more arguments of the step, as `extract-postgres --help` lists them.
        network: the Docker network the database is reached on; default: the stack's network of sources.
        task_arguments: memory, timeout, wait, task_id, and any argument of an Airflow operator; more_volumes: from
        folder in the container to name of a Docker volume, read-only, for a key or a certificate.
        """
        more = [*_repeated("--include", include), *_repeated("--exclude", exclude), *arguments]
        return self.task(
            "extract-postgres", more, source=source, connection=connection, network=network, **task_arguments
        )

    def extract_csv(
        self,
        *,
        files: Sequence[str],
        schemas: Sequence[str] = (),
        source: str = "csv",
        arguments: Sequence[str] = (),
        **task_arguments: Any,
    ) -> TaskJarOperator:
        """Extract CSV files under their declared schemas.

        files: paths as the container sees them, `/input/...`, or `DATASET=PATH`; `{date}` in a path is the day.
        schemas: their schemas, `/pipelines/...`, or `DATASET=PATH`; default: `DATASET.schema.json` beside the file.
        source, arguments, task_arguments: as for extract_postgres; lookback: for how many periods before its own the
        task works first, for files that come late.
        """
        more = [*_repeated("--file", files), *_repeated("--schema", schemas), *arguments]
        return self.task("extract-csv", more, source=source, **task_arguments)

    def load_postgres(
        self,
        sources: Sequence[TaskJarOperator | str],
        *,
        connection: str,
        grant_to: str | None = None,
        arguments: Sequence[str] = (),
        network: str | None = None,
        **task_arguments: Any,
    ) -> TaskJarOperator:
        """Load the day into the warehouse, once all its sources are in the lake.

        sources: the extracts, or names of sources; the step refuses a day that one of them has not published, and says
        how to run that extract when it knows which step it is.
        connection: the id of the warehouse's Airflow connection.
        grant_to: a role that may read what is loaded.
        arguments, network, task_arguments: as for extract_csv; the default network is the warehouse's.
        """
        more = ["--sources", ",".join(map(_named_source, sources)), *(["--grant-to", grant_to] if grant_to else [])]
        return self.task("load-postgres", [*more, *arguments], connection=connection, network=network, **task_arguments)

    def publish_report(
        self,
        reports: Sequence[str],
        *,
        connection: str,
        arguments: Sequence[str] = (),
        network: str | None = None,
        **task_arguments: Any,
    ) -> TaskJarOperator:
        """Run reports on the loaded day and publish their results beside the lake's data.

        reports: SQL files as the container sees them, `/pipelines/...`.
        connection, arguments, network, task_arguments: as for load_postgres.
        """
        more = [*_repeated("--report", reports), *arguments]
        return self.task("publish-report", more, connection=connection, network=network, **task_arguments)

    def task(self, step: str, arguments: Sequence[str] = (), **task_arguments: Any) -> TaskJarOperator:
        """Run any step of the table in steps.py; the methods above give names to the arguments of theirs.

        arguments: of the step, after `--pipeline`, `--date` and, for an extract, `--source`.
        task_arguments: as for extract_postgres, and `source`, `connection` and `network` where the step has them.
        """
        if step not in STEPS:
            steps = ", ".join(sorted(STEPS))
            raise ValueError(f"step: expected one of {steps}, found '{step}'; see dags/task_jars/steps.py")
        return step_task(STEPS[step], self.name, self.stack, arguments, **task_arguments)


def _named_source(source: TaskJarOperator | str) -> str:
    """Return a source as `--sources` takes it: with the step that extracts it, where that is known."""
    return source if isinstance(source, str) else f"{source.source}={source.step}"


def _repeated(option: str, values: Sequence[str]) -> list[str]:
    return [argument for value in values for argument in (option, value)]

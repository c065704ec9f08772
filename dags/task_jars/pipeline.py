"""What a DAG file makes: a pipeline, its DAG, and a task for each step."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from task_jars.airflow_versions import DAG
from task_jars.daily_dag import MIDNIGHT, RETRIES, DailyDag
from task_jars.documentation import pipeline_documentation
from task_jars.operator import TaskJarOperator
from task_jars.stack import Stack
from task_jars.step_task import step_task
from task_jars.steps import STEPS
from task_jars.trigger_form import day_parameters


@dataclasses.dataclass(frozen=True)
class Pipeline:
    """A pipeline: its name in lake, warehouse and Airflow, and where its containers run.

    name: `[a-z][a-z0-9_]{0,30}`; the DAG's id, the folder in the lake, the schema in the warehouse.
    """

    name: str
    stack: Stack = dataclasses.field(default_factory=Stack.from_environment)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", self.name):
            raise ValueError(f"pipeline: expected a name [a-z][a-z0-9_]{{0,30}}, found '{self.name}'")

    def daily_dag(
        self,
        *,
        description: str | None = None,
        tags: Sequence[str] = (),
        schedule: Any = MIDNIGHT,
        on_failure_callback: Callable[[Mapping[str, Any]], None] | None = None,
        default_args: Mapping[str, Any] | None = None,
        params: Mapping[str, Any] | None = None,
        **dag_arguments: Any,
    ) -> DAG:
        """Return the DAG that runs each day once it is over, at midnight UTC; use it with `with`.

        A run succeeds only when each of its tasks has, your own tasks, too: see DailyDag.

        schedule: None for days that are only asked for.
        on_failure_callback: called with the context of each task that has failed for good; `context["exception"]` holds
        the step's own message.
        default_args, params: more of them; dag_arguments: any other argument of Airflow's DAG, such as `deadline`.
        """
        arguments = {
            "start_date": datetime(2000, 1, 1, tzinfo=UTC),  # so that any day since can be asked for
            "catchup": False,
            "is_paused_upon_creation": False,
            "max_active_runs": 2,
            "doc_md": pipeline_documentation(self.name),
        }
        return DailyDag(
            self.name,
            schedule=schedule,
            description=description or f"Copies the sources of {self.name} into lake and warehouse, a day at a time",
            tags=["daybook", *tags],
            params=day_parameters() | dict(params or {}),
            default_args=RETRIES | {"on_failure_callback": on_failure_callback} | dict(default_args or {}),
            **arguments | dag_arguments,
        )

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
        task_arguments: memory, timeout, task_id, and any argument of an Airflow operator; more_volumes: from folder in
        the container to name of a Docker volume, read-only, for a key or a certificate.
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
        source, arguments, task_arguments: as for extract_postgres.
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
        arguments, network, task_arguments: as for extract_postgres; the default network is the warehouse's.
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

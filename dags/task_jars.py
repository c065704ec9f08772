"""Daybook's steps as Airflow tasks: what a DAG file imports, and the only file that knows DockerOperator.

A pipeline is one object, its DAG one call, and each step one call more:

    from task_jars import Pipeline

    pipeline = Pipeline("northwind")

    with pipeline.daily_dag(tags=["northwind"]):
        extract_postgres = pipeline.extract_postgres(connection="northwind_source")
        load_postgres = pipeline.load_postgres([extract_postgres], connection="warehouse")

        extract_postgres >> load_postgres

docs/your-own-pipeline.md explains each argument. The file works on Airflow 3 and on Airflow 2.11.
"""

# ruff: noqa: AIR311 - the names of Airflow 2.11 are imported only where Airflow 3's are not there

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from airflow.providers.docker.exceptions import DockerContainerFailedException
from airflow.providers.docker.operators.docker import DockerOperator
from docker.errors import APIError
from docker.types import Mount

from step_contract import (
    ExitCode,
    Outcome,
    Retry,
    day_problem,
    exit_code,
    pipeline_documentation,
    run_task_documentation,
    task_documentation,
    unknown_keys_problem,
)

try:
    from airflow.providers.standard.operators.empty import EmptyOperator
    from airflow.sdk import DAG, Asset, BaseHook, CronDataIntervalTimetable, Param
    from airflow.sdk.exceptions import (
        AirflowException,
        AirflowFailException,
        AirflowNotFoundException,
        AirflowTaskTimeout,
    )

    BACKOFF: float | bool = 2.0  # the factor; True would count as 1, which is no growth
except ImportError:  # Airflow 2.11
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.exceptions import (
        AirflowException,
        AirflowFailException,
        AirflowNotFoundException,
        AirflowTaskTimeout,
    )
    from airflow.hooks.base import BaseHook
    from airflow.models.param import Param
    from airflow.operators.empty import EmptyOperator
    from airflow.timetables.interval import CronDataIntervalTimetable

    BACKOFF = True

if TYPE_CHECKING:
    from docker import APIClient

DATE = (
    "{{ ds if dag_run.run_type in ['scheduled', 'backfill']"
    " else (params.get('date') or ds | default('', true) or (dag_run.run_after | ds)) }}"
)
"""The day that a run works for, right for every kind of run.

Scheduled and backfill runs work for their logical date, whatever stands in a conf that an earlier manual run left
behind. A manual run works for its parameter `date`, else for its logical date, else (Airflow 3 allows none) for the day
of `run_after`. `ds` is undefined, not empty, when a run has no logical date."""

REPLACE = "{{ '--replace' if params.get('replace') else '' }}"
"""The option `--replace` when its box was ticked, else nothing."""

ALLOW_MISSING: Mapping[str, str] = {"--allow-missing": "allow_missing"}
"""The option for tables that are gone on purpose, and the form's field for them: for one run, and not for all days."""

RUN_ID = "{{ run_id.replace('~', '-')[:200] }}"
"""The run's identity in the letters and the length that a step accepts; Airflow allows a tilde and 250 characters."""

LABEL = "dev.daybook."
SECONDS_TO_STOP = 3
"""A step leaves within 3 seconds of SIGTERM; Airflow kills a stopping task after 5."""

PROCESSES = 512
"""Threads count too: a JVM has about 30, and some more for each processor and connection."""


@dataclasses.dataclass(frozen=True)
class Stack:
    """Where task containers run, as the environment of scheduler and DAG processor says (docker-compose.yml sets it).

    Volumes and networks are the Docker engine's names for them.
    """

    image: str
    user: str
    lake_volume: str
    pipelines_volume: str
    input_volume: str
    source_network: str
    warehouse_network: str
    stack: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Stack:
        """Read `DAYBOOK_IMAGE` and the others.

        Raises ValueError that names every variable that is missing: Airflow shows it as the DAG's import error.
        """
        variables = {field.name: f"DAYBOOK_{field.name.upper()}" for field in dataclasses.fields(cls)}
        missing = [variable for variable in variables.values() if not environment.get(variable)]
        if missing:
            raise ValueError(
                f"{', '.join(missing)}: expected in the environment of Airflow's scheduler and DAG processor, found"
                " nothing; docker-compose.yml sets all of them, start the stack with 'make up'"
            )
        return cls(**{name: environment[variable] for name, variable in variables.items()})


MIDNIGHT = CronDataIntervalTimetable("0 0 * * *", timezone="UTC")
"""Once a day, for the day that has just ended. Any other hour would leave the last day out of a backfill."""

RETRIES: Mapping[str, Any] = {
    "retries": 3,
    "retry_delay": timedelta(seconds=30),
    "retry_exponential_backoff": BACKOFF,
    "max_retry_delay": timedelta(minutes=10),
}


class Engine:
    """The Docker engine as DockerOperator sees it: docker-py's client, with a task container's limits and outcome.

    Every call that is not written here goes to the client unchanged. `outcome` is None until the container has ended.
    """

    def __init__(self, client: APIClient, log: Any) -> None:
        self._client = client
        self._log = log
        self.outcome: Outcome | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def pull(self, image: str, **_: Any) -> None:
        """Refuse: an image of this name in a public registry would be somebody else's."""
        raise AirflowFailException(
            f"image {image}: expected on the Docker engine, found none; build it with 'make image', or pull it there"
        )

    def create_host_config(self, **given: Any) -> dict[str, Any]:
        """Take every right from the container that a step does not need; no swap beside its memory."""
        return self._client.create_host_config(
            **given
            | {
                "read_only": True,
                "cap_drop": ["ALL"],
                "security_opt": ["no-new-privileges"],
                "pids_limit": PROCESSES,
                "memswap_limit": given["mem_limit"],
                # exec: compression libraries unpack native code there.
                "tmpfs": {"/tmp": "rw,exec,nosuid,nodev,size=128m,mode=1777"},  # noqa: S108
            }
        )

    def create_container(self, **given: Any) -> dict[str, Any]:
        """Create it such that a plain `docker stop` gives it as long as a stopping Airflow task has, too."""
        return self._client.create_container(**given, stop_timeout=SECONDS_TO_STOP)

    def wait(self, container: str, **given: Any) -> dict[str, Any]:
        """Wait for the end, and keep what can only be asked between the end and the removal."""
        try:
            result = self._client.wait(container, **given)
            state = self._client.inspect_container(container)["State"]
            # All of stdout, once the container has ended: the attached stream mixes both streams, and asking for the
            # last line alone has come back empty.
            stdout = self._client.logs(container, stdout=True, stderr=False)
        except APIError as error:
            if not _is_gone(error):
                raise
            self._log.warning("The container was removed while the task waited for it.")
            result, state, stdout = {"StatusCode": 143}, {}, b""
        self.outcome = Outcome(result["StatusCode"], bool(state.get("OOMKilled")), stdout.decode("utf-8", "replace"))
        return result

    def stop(self, container: str, **_: Any) -> None:
        """Send SIGTERM, and SIGKILL 3 seconds later; a container that is gone already is what was wanted."""
        try:
            self._client.stop(container, timeout=SECONDS_TO_STOP)
        except APIError as error:
            if not _is_gone(error):
                raise

    def remove_container(self, container: str, **given: Any) -> None:
        """Remove it; stop it first when its end was not waited for, as with a time-out: a step wants its SIGTERM."""
        if self.outcome is None:
            self.stop(container)
        try:
            self._client.remove_container(container, **given)
        except APIError as error:
            if not _is_gone(error):
                raise

    def remove_older_tries(self, labels: Mapping[str, str]) -> None:
        """Stop and remove what earlier tries of this very task left behind, running or not.

        A try whose scheduler was killed leaves its container running. Another run of the same day is not touched: the
        step's own lock holds one of the two back.
        """
        task = {name: value for name, value in labels.items() if name not in (f"{LABEL}try_number", f"{LABEL}date")}
        filters = {"label": [f"{name}={value}" for name, value in task.items()]}
        for container in self._client.containers(all=True, filters=filters):
            older = int(container["Labels"][f"{LABEL}try_number"])
            if older < int(labels[f"{LABEL}try_number"]):
                self._log.warning("Removing container %s of try %s.", container["Names"][0].lstrip("/"), older)
                self.stop(container["Id"])
                self.remove_container(container["Id"], force=True)


def _is_gone(error: APIError) -> bool:
    """Whether the container is not there any more, or is being removed by someone else."""
    return error.status_code in (404, 409)


class TaskJarOperator(DockerOperator):
    """Runs one step for one day in a container of its own, and returns the step's receipt.

    The container gets no more than the step needs: a read-only root, no capabilities, the volumes and the one network
    named here, memory up to a limit. Pipeline makes these operators; make one yourself only for a step of your own.

    step: the step's name, for example `extract-postgres`.
    arguments: its arguments after the common ones; templated.
    optional: more arguments, left out when they are rendered to nothing.
    from_form: options, and for each the parameter of the trigger form whose lines are its values.
    connection, role: an Airflow connection, and `SOURCE_DB` or `WAREHOUSE_DB`, the prefix of the variables it becomes.
    volumes: from folder in the container to name of the volume; read_only: those of the folders that are not written.
    memory: the limit of the container, such as `512m`.
    asset: what a success has made; its event carries day, rows and as_of.
    """

    template_fields: Sequence[str] = (*DockerOperator.template_fields, "optional", "day", "labels")
    template_ext: Sequence[str] = ()  # an argument that ends in .sh is not a template file
    ui_color = "#e3eefa"

    def __init__(
        self,
        *,
        step: str,
        pipeline: str,
        stack: Stack,
        network: str,
        arguments: Sequence[str] = (),
        optional: Sequence[str] = (),
        from_form: Mapping[str, str] | None = None,
        connection: str | None = None,
        role: str | None = None,
        volumes: Mapping[str, str] | None = None,
        read_only: Sequence[str] = (),
        memory: str = "512m",
        asset: Asset | None = None,
        **operator_arguments: Any,
    ) -> None:
        common = ["--pipeline", pipeline, "--date", DATE, "--run-id", RUN_ID, "--attempt", "{{ ti.try_number }}"]
        super().__init__(
            image=stack.image,
            user=stack.user,
            command=[step, *common, *arguments],
            network_mode=network,
            mem_limit=memory,
            mounts=[
                Mount(folder, volume, type="volume", read_only=folder in read_only)
                for folder, volume in (volumes or {}).items()
            ],
            labels={
                f"{LABEL}stack": stack.stack,
                f"{LABEL}dag_id": "{{ dag.dag_id }}",
                f"{LABEL}run_id": "{{ run_id }}",
                f"{LABEL}task_id": "{{ ti.task_id }}",
                f"{LABEL}map_index": "{{ ti.map_index }}",
                f"{LABEL}try_number": "{{ ti.try_number }}",
                f"{LABEL}date": DATE,
            },
            mount_tmp_dir=False,
            auto_remove="force",
            outlets=[asset] if asset else [],
            **operator_arguments,
        )
        self.step = step
        self.source: str | None = None
        self.connection = connection
        self.role = role
        self.asset = asset
        self.optional = list(optional)
        self.from_form = dict(from_form or {})
        self.day = DATE

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self.hook.api_client, self.log)

    @property
    def cli(self) -> Engine:
        """The client that all of DockerOperator goes through."""
        return self._engine

    def execute(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """Run the step and return its receipt.

        Raises AirflowFailException when a retry cannot help, AirflowTaskTimeout after `execution_timeout`, and
        AirflowException when Airflow shall try again.
        """
        self._check_request(context["dag_run"], [*context["dag"].params, *self.params])
        if self.connection and self.role:
            self._private_environment = database_environment(self.connection, self.role)
        self.command = [*self.command, *filter(None, self.optional), *self._options_from_form(context["params"])]
        self.container_name = container_name(self.labels)
        self.cli.remove_older_tries(self.labels)
        self._run(context)
        receipt = self._receipt(context["ti"])
        if self.asset:
            context["outlet_events"][self.asset].extra = {
                "day": self.day,
                "rows": receipt.get("rows"),
                "as_of": receipt.get("as_of"),
            }
        self.log.info("%s", json.dumps(receipt, ensure_ascii=False, separators=(",", ":")))
        return receipt

    def _check_request(self, dag_run: Any, parameters: Sequence[str]) -> None:
        conf = dag_run.conf or {}
        problem = unknown_keys_problem(conf, parameters) or day_problem(self.day)
        if problem:
            raise AirflowFailException(problem)
        if conf.get("date") not in (None, "", self.day):
            self.log.warning("A %s run works for its own day %s, not for the conf's.", dag_run.run_type, self.day)

    def _options_from_form(self, params: Mapping[str, Any]) -> list[str]:
        """Return each line of the form as one argument, whatever is in it: no line can become another option."""
        return [
            f"{option}={value}"
            for option, parameter in self.from_form.items()
            for value in map(str.strip, map(str, params.get(parameter) or ()))
            if value
        ]

    def _run(self, context: Mapping[str, Any]) -> None:
        try:
            # The exit code says what happened; the outcome is read next.
            with contextlib.suppress(DockerContainerFailedException):
                super().execute(context)
        except AirflowTaskTimeout:
            raise AirflowTaskTimeout(
                f"{self.step} was stopped: it had not ended within its time-out of {self.execution_timeout};"
                f" raise timeout= of task {self.task_id} in the DAG file"
            ) from None
        finally:
            # DockerOperator leaves a container behind that could be made but not attached to.
            if self.container:
                self.cli.remove_container(self.container["Id"], force=True)

    def _receipt(self, ti: Any) -> dict[str, Any]:
        outcome = self.cli.outcome
        receipt = outcome.receipt(self.step, self.day)
        if outcome.exit_code == 0:
            if receipt is None:
                raise AirflowFailException(
                    f"{self.step} ended with 0 but without a receipt: expected a JSON object for {self.day} as the"
                    f" last line of stdout, found {outcome.stdout[-200:]!r}"
                )
            return receipt
        code = exit_code(outcome.exit_code)
        self.log.error(
            "%s ended with %s: %s. Does trying again help: %s.",
            self.step,
            outcome.exit_code,
            code.meaning,
            code.retry.value,
        )
        raise self._failure(code, ti)(self._message(outcome, code, receipt))

    def _failure(self, code: ExitCode, ti: Any) -> type[AirflowException]:
        # A clear gives a task new tries on top of those it has used up: max_tries grows, try_number goes on.
        attempt = ti.try_number - (ti.max_tries - self.retries)
        again = code.retry is Retry.ALWAYS or (code.retry is Retry.ONCE and attempt <= 1)
        return AirflowException if again else AirflowFailException

    def _message(self, outcome: Outcome, code: ExitCode, receipt: Mapping[str, Any] | None) -> str:
        if outcome.out_of_memory:
            return (
                f"{self.step} was killed: it used more memory than its container's limit of {self.mem_limit};"
                f" raise memory= of task {self.task_id} in the DAG file"
            )
        if receipt and receipt.get("message"):
            return str(receipt["message"])
        return f"{self.step} ended with {outcome.exit_code} ({code.meaning}) and wrote no receipt; see its log above"


def container_name(labels: Mapping[str, str]) -> str:
    """Name the container of one try: stack, DAG, task, day, a hash of run and map index, try.

    Docker allows fewer letters than Airflow does in a run id, and the Docker proxy 200 of them.
    """
    part = {name.removeprefix(LABEL): value for name, value in labels.items()}
    run = hashlib.sha256(f"{part['run_id']} {part['map_index']}".encode()).hexdigest()[:8]
    readable = re.sub(r"[^a-zA-Z0-9_.-]+", "-", f"{part['stack']}-{part['dag_id']}-{part['task_id']}"[:150])
    return f"{readable}-{part['date']}-{run}-try{part['try_number']}"


def database_environment(connection: str, role: str) -> dict[str, str]:
    """Return the variables `<role>_URL`, `_USER` and `_PASSWORD` of an Airflow connection.

    Extra fields of the connection become options of the address; the step refuses those it does not know.

    Raises AirflowException when there is no such connection: Airflow's API server being away looks the same, so Airflow
    shall try again. Raises AirflowFailException when the connection is not one to a PostgreSQL database.
    """
    try:
        found = BaseHook.get_connection(connection)
    except AirflowNotFoundException:
        found = None
    if found is None:
        raise AirflowException(
            f"connection '{connection}' is not defined; add it in the web UI under Admin > Connections, type Postgres,"
            f" or set AIRFLOW_CONN_{connection.upper()} in the scheduler's environment"
        )
    missing = [field for field in ("host", "login", "schema") if not getattr(found, field)]
    if found.conn_type not in ("postgres", "postgresql") or missing:
        raise AirflowFailException(
            f"connection '{connection}': expected type postgres with host, login and schema (the database's name),"
            f" found type {found.conn_type}" + (f" without {' and '.join(missing)}" if missing else "")
        )
    host = f"[{found.host}]" if ":" in found.host else found.host
    options = urlencode(found.extra_dejson, quote_via=quote)
    address = f"postgresql://{host}:{found.port or 5432}/{quote(found.schema, safe='')}"
    variables = {f"{role}_URL": f"{address}?{options}" if options else address, f"{role}_USER": found.login}
    return variables | ({f"{role}_PASSWORD": found.password} if found.password else {})


RUN_BEGIN = "run_begin"
RUN_STATE = "run_state"
_UNWATCHED = {"on_failure_callback": None, "on_success_callback": None, "on_execute_callback": None}


class DailyDag(DAG):
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
            params=_day_parameters() | dict(params or {}),
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
        return self._extract(
            "extract-postgres",
            source,
            [*_repeated("--include", include), *_repeated("--exclude", exclude), *arguments],
            from_form=ALLOW_MISSING,
            connection=connection,
            role="SOURCE_DB",
            network=network or self.stack.source_network,
            volumes={"/output": self.stack.lake_volume},
            **task_arguments,
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
        return self._extract(
            "extract-csv",
            source,
            [*_repeated("--file", files), *_repeated("--schema", schemas), *arguments],
            from_form=ALLOW_MISSING,
            network="none",
            volumes={
                "/output": self.stack.lake_volume,
                "/pipelines": self.stack.pipelines_volume,
                "/input": self.stack.input_volume,
            },
            read_only=["/pipelines", "/input"],
            **task_arguments,
        )

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

        sources: the extracts, or names of sources; the step refuses a day that one of them has not published.
        connection: the id of the warehouse's Airflow connection.
        grant_to: a role that may read what is loaded.
        arguments, network, task_arguments: as for extract_postgres; the default network is the warehouse's.
        """
        names = [source if isinstance(source, str) else source.source for source in sources]
        return self._task(
            "load-postgres",
            ["--sources", ",".join(names), *(["--grant-to", grant_to] if grant_to else []), *arguments],
            from_form=ALLOW_MISSING,
            connection=connection,
            role="WAREHOUSE_DB",
            network=network or self.stack.warehouse_network,
            volumes={"/output": self.stack.lake_volume},
            asset=Asset(f"daybook://{self.name}/warehouse"),
            **{"max_active_tis_per_dag": 1} | task_arguments,
        )

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
        return self._task(
            "publish-report",
            [*_repeated("--report", reports), *arguments],
            connection=connection,
            role="WAREHOUSE_DB",
            network=network or self.stack.warehouse_network,
            volumes={"/output": self.stack.lake_volume, "/pipelines": self.stack.pipelines_volume},
            read_only=["/pipelines"],
            asset=Asset(f"daybook://{self.name}/reports"),
            **task_arguments,
        )

    def _extract(self, step: str, source: str, arguments: Sequence[str], **task_arguments: Any) -> TaskJarOperator:
        task = self._task(
            step,
            ["--source", source, *arguments],
            optional=[REPLACE],
            asset=Asset(f"daybook://{self.name}/lake/{source}"),
            **{"max_active_tis_per_dag": 1, "task_id": _task_id(step, source)} | task_arguments,
        )
        task.source = source
        return task

    def _task(
        self,
        step: str,
        arguments: Sequence[str],
        *,
        timeout: timedelta = timedelta(hours=2),
        volumes: Mapping[str, str],
        read_only: Sequence[str] = (),
        more_volumes: Mapping[str, str] | None = None,
        **task_arguments: Any,
    ) -> TaskJarOperator:
        more = dict(more_volumes or {})
        taken = sorted(volumes.keys() & more.keys())
        if taken:
            folders = ", ".join(taken)
            raise ValueError(f"more_volumes: expected other folders than {step} has, found {folders}")
        defaults = {"task_id": step.replace("-", "_"), "doc_md": task_documentation(step, self.name)}
        return TaskJarOperator(
            step=step,
            pipeline=self.name,
            stack=self.stack,
            arguments=arguments,
            execution_timeout=timeout,
            volumes={**volumes, **more},
            read_only=[*read_only, *more],
            **defaults | task_arguments,
        )


def _day_parameters() -> dict[str, Param]:
    """Return what the trigger form asks for."""
    day = Param(
        None,
        type=["null", "string"],
        format="date",
        title="Day to run (leave Logical Date alone)",
        description="The day to extract, load and report, in UTC. Empty: the day of the logical date.",
    )
    replace = Param(
        False,
        type="boolean",
        title="Replace",
        description="Let what is extracted now replace what was extracted when the day had just closed.",
    )
    # Without `items`, which would make it a field for JSON; like this each line is one element.
    allow_missing = Param(
        None,
        type=["null", "array"],
        title="Tables that may be missing",
        description="One name a line, with * and ?: tables or files that an earlier day had and this day has no more."
        " All others that are missing are refused.",
    )
    return {"date": day, "replace": replace, "allow_missing": allow_missing}


def _repeated(option: str, values: Sequence[str]) -> list[str]:
    return [argument for value in values for argument in (option, value)]


def _task_id(step: str, source: str) -> str:
    """Return the step's name; with the source's behind it when that is not the usual one, `extract_postgres_crm`."""
    task_id = step.replace("-", "_")
    return task_id if task_id == f"extract_{source}" else f"{task_id}_{source}"

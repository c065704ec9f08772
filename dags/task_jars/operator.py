"""The operator that runs one step in a container."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any

from airflow.providers.docker.exceptions import DockerContainerFailedException
from airflow.providers.docker.operators.docker import DockerOperator
from docker.types import Mount

from task_jars.airflow_versions import RESCHEDULED, AirflowFailException, AirflowTaskTimeout, Asset
from task_jars.announcement import announce
from task_jars.connection import database_environment
from task_jars.contract import exit_code, unknown_keys_problem
from task_jars.engine import Engine
from task_jars.failure import failure_message, failure_type
from task_jars.labels import container_name, task_labels
from task_jars.run_period import DAY, RUN_PERIODS
from task_jars.stack import Stack
from task_jars.templates import RUN_ID
from task_jars.waiting import NOT_THERE, check_wait, look_again_later


class TaskJarOperator(DockerOperator):
    """Runs one step for one period in a container of its own, and returns the step's receipt.

    The container gets no more than the step needs: a read-only root, no capabilities, the volumes and the one network
    named here, memory up to a limit. Pipeline makes these operators; make one yourself only for a step of your own.

    step: the step's name, for example `extract-postgres`.
    source: for an extract, the name of its source in the lake.
    arguments: its arguments after the common ones; templated.
    optional: more arguments, left out when they are rendered to nothing.
    from_form: options, and for each the parameter of the trigger form whose lines are its values.
    connection, role: an Airflow connection, and `SOURCE_DB` or `WAREHOUSE_DB`, the prefix of the variables it becomes.
    volumes: from folder in the container to name of the volume; read_only: those of the folders that are not written.
    memory: the limit of the container, such as `512m`.
    asset, periods: what a success has made; the event of the first carries day, rows and as_of, that of the second the
    period as its partition key.
    wait: how long to look again for what the step reads when it is not there, before the task fails.
    lookback: for how many periods before its own the step works first.
    run_period: the name of what it works for, `day`, `hour` or `month`; a pipeline's DAG says it for all of its tasks.
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
        source: str | None = None,
        arguments: Sequence[str] = (),
        optional: Sequence[str] = (),
        from_form: Mapping[str, str] | None = None,
        connection: str | None = None,
        role: str | None = None,
        volumes: Mapping[str, str] | None = None,
        read_only: Sequence[str] = (),
        memory: str = "512m",
        asset: Asset | None = None,
        periods: Asset | None = None,
        wait: timedelta | None = None,
        lookback: int = 0,
        run_period: str = DAY.name,
        **operator_arguments: Any,
    ) -> None:
        check_wait(wait)
        date = RUN_PERIODS[run_period].date
        dates = [RUN_PERIODS[run_period].before(lookback), "--through", date] if lookback else [date]
        common = ["--pipeline", pipeline, "--date", *dates, "--run-id", RUN_ID, "--attempt", "{{ ti.try_number }}"]
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
            labels=task_labels(stack.stack, date),
            mount_tmp_dir=False,
            auto_remove="force",
            outlets=[made for made in (asset, periods) if made],
            **operator_arguments,
        )
        self.step = step
        self.source = source
        self.connection = connection
        self.role = role
        self.asset = asset
        self.periods = periods
        self.optional = list(optional)
        self.from_form = dict(from_form or {})
        self.wait = wait
        self.run_period = run_period
        self.day = date
        if wait:
            # What makes a sensor of a task to the scheduler, which then keeps to the time of the next look.
            vars(self).update(RESCHEDULED)

    @classmethod
    def get_serialized_fields(cls) -> frozenset[str]:
        """Name what the scheduler is told of a task."""
        return super().get_serialized_fields() | RESCHEDULED.keys() - {"deps"}  # which have a way of their own

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self.hook.api_client, self.log)

    @property
    def cli(self) -> Engine:
        """The client that all of DockerOperator goes through."""
        return self._engine

    def execute(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """Run the step and return its receipt.

        Raises AirflowFailException when a retry cannot help, AirflowTaskTimeout after `execution_timeout`,
        AirflowRescheduleException while the task waits, and AirflowException when Airflow shall try again.
        """
        self._check_request(context["dag_run"], [*context["dag"].params, *self.params])
        if self.connection and self.role:
            self._private_environment = database_environment(self.connection, self.role)
        self.command = [*self.command, *filter(None, self.optional), *self._options_from_form(context["params"])]
        self.container_name = container_name(self.labels)
        self.cli.remove_older_tries(self.labels)
        self._run(context)
        receipt = self._receipt(context)
        announce(context["outlet_events"], self, receipt)
        self.log.info("%s", json.dumps(receipt, ensure_ascii=False, separators=(",", ":")))
        return receipt

    def _check_request(self, dag_run: Any, parameters: Sequence[str]) -> None:
        conf = dag_run.conf or {}
        period = RUN_PERIODS[self.run_period]
        problem = unknown_keys_problem(conf, parameters) or period.problem(self.day)
        if problem:
            raise AirflowFailException(problem)
        if conf.get("date") not in (None, "", self.day):
            own = (dag_run.run_type, period.name, self.day)
            self.log.warning("A %s run works for its own %s %s, not for the conf's.", *own)

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

    def _receipt(self, context: Mapping[str, Any]) -> dict[str, Any]:
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
        message = failure_message(self, outcome, code, receipt)
        if self.wait and outcome.exit_code == NOT_THERE:
            look_again_later(context, self.wait, message, self.log)
        self.log.error(
            "%s ended with %s: %s. Does trying again help: %s.",
            self.step,
            outcome.exit_code,
            code.meaning,
            code.retry.value,
        )
        raise failure_type(self, code, context["ti"])(message)

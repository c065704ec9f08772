"""DAG files, contexts and containers for the tests of dags/."""

from __future__ import annotations

import io
import os
import tarfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import docker
import pytest
from dag_folder import DAGS, EXAMPLES, DagBag, load
from docker.types import Mount
from runs import AIRFLOW_3, Run, context_of

from task_jars import DAG, Pipeline, Stack, TaskJarOperator

if AIRFLOW_3:
    from airflow.sdk.bases.operator import ExecutorSafeguard
else:
    from airflow.models.baseoperator import ExecutorSafeguard

# A task runner marks an operator before it calls it; tests call it themselves.
ExecutorSafeguard.test_mode = True


@pytest.fixture
def dag_files() -> DagBag:
    return load(DAGS)


@pytest.fixture
def example_dag_files() -> DagBag:
    return load(EXAMPLES / "orders")


@pytest.fixture
def northwind(dag_files: DagBag) -> DAG:
    return dag_files.dags["northwind"]


@pytest.fixture
def orders(example_dag_files: DagBag) -> DAG:
    return example_dag_files.dags["orders"]


@pytest.fixture(scope="session")
def engine() -> Iterator[docker.APIClient]:
    client = docker.APIClient(base_url=os.environ.get("DOCKER_HOST"), version="auto")
    yield client
    client.close()


@pytest.fixture(scope="session")
def fake_image(engine: docker.APIClient) -> str:
    """The image of a step that behaves as a test asks it to; `make test-airflow` builds it of fake_step/."""
    image = os.environ["DAYBOOK_FAKE_STEP_IMAGE"]
    assert engine.images(name=image), f"{image}: no such image; run the tests with 'make test-airflow'"
    return image


@pytest.fixture
def stack(engine: docker.APIClient, fake_image: str) -> Iterator[Stack]:
    """Volumes and networks of the test's own, which are gone after it, as is every container it has left behind."""
    name = f"daybook-test-{uuid.uuid4().hex[:8]}"
    parts = (f"{name}-{part}" for part in ("lake", "pipelines", "input", "source", "warehouse"))
    stack = Stack(fake_image, "50000:0", *parts, name)
    for volume in (stack.lake_volume, stack.pipelines_volume, stack.input_volume):
        engine.create_volume(volume)
    for network in (stack.source_network, stack.warehouse_network):
        engine.create_network(network, internal=True)
    yield stack
    for container in engine.containers(all=True, filters={"volume": stack.lake_volume}):
        engine.remove_container(container["Id"], force=True)
    for volume in (stack.lake_volume, stack.pipelines_volume, stack.input_volume):
        engine.remove_volume(volume)
    for network in (stack.source_network, stack.warehouse_network):
        engine.remove_network(network)


@pytest.fixture
def make_task(stack: Stack) -> Callable[..., TaskJarOperator]:
    """Make a task of a DAG of its own whose container is the fake step, with the arguments that tell it what to do."""

    def make(*arguments: str, **task_arguments: Any) -> TaskJarOperator:
        pipeline = Pipeline("test", stack)
        with pipeline.daily_dag():
            return pipeline.load_postgres(["postgres"], connection="warehouse", arguments=arguments, **task_arguments)

    return make


@pytest.fixture
def execute() -> Callable[..., Any]:
    """Run a task as the task runner does: render its templates, then execute it."""

    def run(task: TaskJarOperator, run: Run | None = None, context: Mapping[str, Any] | None = None) -> Any:
        context = context or context_of(task, run or Run())
        task.render_template_fields(context)
        return task.execute(context)

    return run


@pytest.fixture
def running(engine: docker.APIClient, stack: Stack) -> Callable[[], dict[str, Any]]:
    """Wait until the fake step of the test's stack waits, and return what the engine says of its container."""

    def inspected() -> dict[str, Any]:
        give_up = time.monotonic() + 60
        while time.monotonic() < give_up:
            for container in engine.containers(filters={"label": f"dev.daybook.stack={stack.stack}"}):
                if b" waits" in engine.logs(container["Id"]):
                    return engine.inspect_container(container["Id"])
            time.sleep(0.1)
        raise AssertionError("no container of the test waits")

    return inspected


@pytest.fixture
def log_lines(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What was logged so far: Airflow 3 writes it to stdout, Airflow 2 hands it to the logging module."""
    caplog.set_level("DEBUG")
    return lambda: capsys.readouterr().out.splitlines() if AIRFLOW_3 else caplog.messages


@pytest.fixture
def containers(engine: docker.APIClient, stack: Stack) -> Callable[[], list[str]]:
    """The names of the containers of the test's stack, running or not."""

    def names() -> list[str]:
        found = engine.containers(all=True, filters={"label": f"dev.daybook.stack={stack.stack}"})
        return sorted(container["Names"][0].lstrip("/") for container in found)

    return names


@pytest.fixture
def lake_files(engine: docker.APIClient, stack: Stack) -> Callable[[], list[str]]:
    """The names of the files in the test's lake."""

    def names() -> list[str]:
        host = engine.create_host_config(mounts=[Mount("/output", stack.lake_volume)])
        container = engine.create_container(stack.image, host_config=host)["Id"]
        archive = io.BytesIO(b"".join(engine.get_archive(container, "/output")[0]))
        engine.remove_container(container)
        with tarfile.open(fileobj=archive) as tar:
            return sorted(member.name.removeprefix("output/") for member in tar.getmembers() if member.isfile())

    return names

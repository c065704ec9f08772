"""TaskJarOperator with a real engine: what a step's container may do, and what its end means for Airflow."""

import dataclasses
import json
import os
import threading
from datetime import timedelta

import pytest
from dag_folder import SETTINGS
from docker.types import Mount
from runs import Run, context_of

from task_jars import AirflowException, AirflowFailException, AirflowTaskTimeout, Asset, Pipeline

RUN = Run()
NOISY_RUNS = int(os.environ.get("NOISY_RUNS", "50"))

# docker-py leaves the stream of an attached container to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")


@pytest.fixture
def background():
    """Call something in a thread, and join it at the end of the test."""
    threads = []

    def call(function, *arguments):
        def kept():
            try:
                function(*arguments)
            except Exception as error:  # noqa: BLE001 - the test looks at it
                thread.error = error

        thread = threading.Thread(target=kept)
        thread.error = None
        threads.append(thread)
        thread.start()
        return thread

    yield call
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def test_a_container_has_every_limit(make_task, execute, running, background, stack, engine):
    """The contract with the Docker provider: whatever it changes, these must arrive at the engine."""
    task = make_task("--wait", memory="96m")
    thread = background(execute, task)

    container = running()
    engine.stop(container["Id"])
    thread.join(60)

    host, config = container["HostConfig"], container["Config"]
    assert host["ReadonlyRootfs"] is True
    assert host["CapDrop"] == ["ALL"]
    assert not host["CapAdd"]
    assert host["SecurityOpt"] == ["no-new-privileges"]
    assert host["Privileged"] is False
    assert host["PidsLimit"] == 512
    assert (host["Memory"], host["MemorySwap"]) == (96 * 2**20, 96 * 2**20)
    assert host["Tmpfs"] == {"/tmp": "rw,exec,nosuid,nodev,size=128m,mode=1777"}  # noqa: S108
    assert host["NetworkMode"] == stack.warehouse_network
    assert not host["Binds"]
    assert not host["Devices"]
    assert not host["PortBindings"]
    assert [(mount["Type"], mount["Name"], mount["Destination"], mount["RW"]) for mount in container["Mounts"]] == [
        ("volume", stack.lake_volume, "/output", True)
    ]
    assert config["User"] == "50000:0"
    assert config["StopTimeout"] == 3
    labels = {name: value for name, value in config["Labels"].items() if name.startswith("dev.daybook.")}
    assert labels == {
        "dev.daybook.stack": stack.stack,
        "dev.daybook.dag_id": "test",
        "dev.daybook.run_id": RUN.run_id,
        "dev.daybook.task_id": "load_postgres",
        "dev.daybook.map_index": "-1",
        "dev.daybook.try_number": "1",
        "dev.daybook.date": "2024-01-20",
    }
    assert container["Name"].startswith(f"/{stack.stack}-test-load_postgres-2024-01-20-")
    assert container["Name"].endswith("-try1")
    variables = dict(variable.split("=", 1) for variable in config["Env"])
    assert variables.pop("PATH")
    assert variables == {
        "WAREHOUSE_DB_URL": "postgresql://warehouse-db:5432/warehouse",
        "WAREHOUSE_DB_USER": "load",
        "WAREHOUSE_DB_PASSWORD": "secret",
    }


def test_read_only_folders_cannot_be_written(stack, execute, running, background, engine):
    pipeline = Pipeline("test", stack)
    with pipeline.daily_dag():
        task = pipeline.extract_csv(files=["/input/a.csv"], arguments=["--wait"])
    thread = background(execute, task)

    container = running()
    engine.stop(container["Id"])
    thread.join(60)

    assert {mount["Destination"]: mount["RW"] for mount in container["Mounts"]} == {
        "/output": True,
        "/pipelines": False,
        "/input": False,
    }
    assert container["HostConfig"]["NetworkMode"] == "none"


@pytest.mark.parametrize(
    ("conf", "options"),
    [
        ({}, []),
        ({"allow_missing": None}, []),
        ({"allow_missing": ["region", " us_* ", ""]}, ["--allow-missing=region", "--allow-missing=us_*"]),
        ({"allow_missing": ["region --replace"]}, ["--allow-missing=region --replace"]),
    ],
)
def test_tables_that_may_be_missing_are_asked_for_in_the_form(make_task, execute, conf, options):
    task = make_task()

    execute(task, Run("manual", conf=conf))

    assert [word for word in task.command if word.startswith("--allow-missing")] == options


def test_a_ticked_box_reaches_the_step(stack, execute):
    pipeline = Pipeline("test", stack)
    with pipeline.daily_dag():
        task = pipeline.extract_csv(files=["/input/a.csv"], arguments=["--look"])

    assert execute(task, Run("manual", conf={"replace": True}))["replace"] is True


def test_a_step_has_no_right_it_does_not_need(make_task, execute):
    receipt = execute(make_task("--look"))

    assert receipt["capabilities"] == "0000000000000000"
    assert receipt["no_new_privileges"] == "1"
    assert receipt["root"] == "read-only"
    assert receipt["tmp"] == "runs"  # native code of libraries is unpacked there
    assert receipt["user"] == "50000"


def test_the_receipt_is_returned_logged_last_and_told_by_the_asset(make_task, execute, containers, log_lines):
    task = make_task()
    context = context_of(task, RUN)

    receipt = execute(task, context=context)

    assert receipt == {
        "step": "load-postgres",
        "pipeline": "test",
        "period": "2024-01-20",
        "attempt": 1,
        "status": "done",
        "rows": 7,
        "as_of": "2024-01-21T00:00:05Z",
    }
    assert json.dumps(receipt, separators=(",", ":")) in log_lines()[-1]
    told = context["outlet_events"][Asset("daybook://test/warehouse")].extra
    assert told == {"day": "2024-01-20", "rows": 7, "as_of": "2024-01-21T00:00:05Z"}
    assert containers() == []


def test_the_receipt_is_right_in_every_noisy_run(make_task, execute):
    right = 0
    for attempt in range(1, NOISY_RUNS + 1):
        receipt = execute(make_task("--noise"), dataclasses.replace(RUN, try_number=attempt))
        right += receipt["attempt"] == attempt and receipt["filling"] == "0" * 3500

    assert right == NOISY_RUNS


EXITS = {
    3: "once",
    64: "never",
    65: "never",
    66: "never",
    69: "always",
    70: "never",
    73: "once",
    74: "once",
    75: "always",
    77: "never",
    78: "never",
    126: "once",
    134: "once",
    137: "once",
    143: "always",
}


@pytest.mark.parametrize(("code", "retry"), EXITS.items())
def test_an_exit_code_fails_or_is_tried_again(make_task, execute, containers, code, retry):
    failures = {}
    for try_number in (1, 2):
        with pytest.raises(AirflowException) as failed:
            execute(make_task("--exit", str(code), "what went wrong"), dataclasses.replace(RUN, try_number=try_number))
        failures[try_number] = type(failed.value)
        assert str(failed.value) == "what went wrong"

    assert (
        failures
        == {
            "never": {1: AirflowFailException, 2: AirflowFailException},
            "once": {1: AirflowException, 2: AirflowFailException},
            "always": {1: AirflowException, 2: AirflowException},
        }[retry]
    )
    assert containers() == []


def test_a_cleared_task_is_tried_again_once_too(make_task, execute):
    """Cleared after three tries: Airflow counts on, from the fourth, and allows three more."""
    with pytest.raises(AirflowException) as failed:
        execute(make_task("--exit", "74", "disk full"), dataclasses.replace(RUN, try_number=4, max_tries=6))

    assert type(failed.value) is AirflowException


def test_a_failure_without_receipt_says_what_its_exit_code_means(make_task, execute, log_lines):
    with pytest.raises(AirflowFailException) as failed:
        execute(make_task("--exit", "70", ""))

    meaning = "a bug; its stack trace is in the log"
    assert str(failed.value) == f"load-postgres ended with 70 ({meaning}) and wrote no receipt; see its log above"
    assert f"load-postgres ended with 70: {meaning}. Does trying again help: no." in log_lines()[-1]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "done",
        '{"step":"extract-csv","period":"2024-01-20","status":"done"}',
        '{"step":"load-postgres","period":"2024-01-21","status":"done"}',
    ],
)
def test_success_without_the_receipt_is_a_failure(make_task, execute, said):
    with pytest.raises(AirflowFailException) as failed:
        execute(make_task("--say", said))

    assert str(failed.value) == (
        "load-postgres ended with 0 but without a receipt: expected a JSON object for 2024-01-20 as the last line of"
        f" stdout, found {said and said + chr(10)!r}"
    )


def test_a_step_killed_for_its_memory_says_so(make_task, execute, containers):
    with pytest.raises(AirflowException) as failed:
        execute(make_task("--use-memory", memory="32m"))

    assert type(failed.value) is AirflowException
    assert str(failed.value) == (
        "load-postgres was killed: it used more memory than its container's limit of 32m;"
        " raise memory= of task load_postgres in the DAG file"
    )
    assert containers() == []


def test_a_container_killed_from_outside_does_not_speak_of_memory(make_task, execute, running, background, engine):
    thread = background(execute, make_task("--wait"))

    engine.kill(running()["Id"])
    thread.join(60)

    assert str(thread.error) == (
        "load-postgres ended with 137 (killed, over the memory limit or from outside) and wrote no receipt;"
        " see its log above"
    )


def test_a_new_try_removes_what_older_ones_left_and_nothing_else(make_task, execute, engine, stack, containers):
    def left_behind(name, started=True, **changes):
        labels = {
            "stack": stack.stack,
            "dag_id": "test",
            "run_id": RUN.run_id,
            "task_id": "load_postgres",
            "map_index": "-1",
            "try_number": "1",
            "date": "2024-01-20",
        } | changes
        container = engine.create_container(
            stack.image,
            ["load-postgres", "--date", "2024-01-20", "--attempt", labels["try_number"], "--wait"],
            name=f"{stack.stack}-{name}",
            labels={f"dev.daybook.{label}": value for label, value in labels.items()},
            host_config=engine.create_host_config(mounts=[Mount("/output", stack.lake_volume)]),
        )
        if started:
            engine.start(container["Id"])

    left_behind("running")
    left_behind("never-started", started=False)
    left_behind("second-try", try_number="2")
    left_behind("same-try", try_number="3")
    left_behind("newer-try", try_number="4")
    left_behind("other-run", run_id="manual__1")
    left_behind("other-task", task_id="load_postgres_again")
    left_behind("other-dag", dag_id="test2")
    left_behind("other-index", map_index="0")
    assert len(containers()) == 9

    execute(make_task(), dataclasses.replace(RUN, try_number=3))

    kept = ["newer-try", "other-dag", "other-index", "other-run", "other-task", "same-try"]
    assert containers() == [f"{stack.stack}-{name}" for name in kept]


def test_stopping_a_task_stops_its_step(make_task, execute, running, background, containers, lake_files):
    task = make_task("--wait")
    thread = background(execute, task)
    running()

    task.on_kill()
    thread.join(60)

    assert isinstance(thread.error, AirflowException)
    assert lake_files() == ["1.stopped"]
    assert containers() == []


def test_a_step_that_does_not_stop_is_killed(make_task, execute, running, background, containers, lake_files):
    task = make_task("--deaf")
    thread = background(execute, task)
    running()

    task.on_kill()
    thread.join(60)

    assert isinstance(thread.error, AirflowException)
    assert lake_files() == []
    assert containers() == []


def test_a_removed_container_counts_as_stopped(make_task, execute, running, background, engine):
    thread = background(execute, make_task("--wait"))

    engine.remove_container(running()["Id"], force=True)
    thread.join(60)

    assert type(thread.error) is AirflowException
    assert "load-postgres ended with 1" in str(thread.error)


def test_a_time_out_shows_as_one_and_the_step_gets_its_sigterm(make_task, containers, lake_files):
    from airflow.sdk.execution_time.task_runner import _run_execute_callable

    task = make_task("--wait", timeout=timedelta(seconds=5))
    context = context_of(task, RUN)
    task.render_template_fields(context)

    with pytest.raises(AirflowTaskTimeout) as timed_out:
        _run_execute_callable(context, task.execute, task)

    assert str(timed_out.value) == (
        "load-postgres was stopped: it had not ended within its time-out of 0:00:05;"
        " raise timeout= of task load_postgres in the DAG file"
    )
    assert timed_out.value.__cause__ is None
    assert lake_files() == ["1.stopped"]
    assert containers() == []


def test_an_unknown_conf_key_fails_at_once(make_task, execute, containers):
    with pytest.raises(AirflowFailException) as failed:
        execute(make_task(), Run("manual", conf={"dat": "2024-01-20"}))

    expected = (
        "conf: expected only allow_missing, date, replace, found 'dat' (did you mean 'date'?); trigger a run without it"
    )
    assert str(failed.value) == expected
    assert containers() == []


def test_a_day_in_the_conf_of_a_backfill_is_not_silently_ignored(make_task, execute, log_lines):
    execute(make_task(), Run("backfill", conf={"date": "2023-12-31"}))

    assert any("works for its own day 2024-01-20, not for the conf's" in line for line in log_lines())


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday"])
def test_what_is_no_day_fails_at_once(make_task, containers, day):
    task = make_task()
    context = context_of(task, RUN)
    task.render_template_fields(context)
    task.day = day  # Airflow's own check of the parameter comes first, and lets nothing like this pass

    with pytest.raises(AirflowFailException) as failed:
        task.execute(context)

    assert str(failed.value) == (
        f"date: expected a day YYYY-MM-DD that exists, found '{day}'; trigger a run with such a day"
    )
    assert containers() == []


def test_an_image_that_is_not_there_is_not_looked_for_elsewhere(stack, execute):
    pipeline = Pipeline("test", dataclasses.replace(stack, image="daybook-no-such-image:none"))
    with pipeline.daily_dag():
        task = pipeline.publish_report(["/pipelines/test/report.sql"], connection="warehouse")

    with pytest.raises(AirflowFailException) as failed:
        execute(task)

    assert str(failed.value) == (
        "image daybook-no-such-image:none: expected on the Docker engine, found none; build it with 'make image', or"
        " pull it there"
    )


def test_no_secret_is_logged_or_shown(make_task, execute, log_lines):
    task = make_task()

    execute(task)

    assert SETTINGS["AIRFLOW_CONN_WAREHOUSE"].split(":")[2].split("@")[0] == "secret"
    logged = log_lines()
    assert logged
    assert "secret" not in " ".join(logged)
    assert "secret" not in str([getattr(task, field) for field in task.template_fields])

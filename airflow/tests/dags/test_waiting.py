"""A task that waits for what its step reads: it looks again once a minute, and has used no try by that."""

from datetime import UTC, datetime, timedelta
from textwrap import dedent
from types import SimpleNamespace

import pytest
from airflow.models.taskreschedule import TaskReschedule
from airflow.utils.session import create_session
from dag_folder import SETTINGS
from runs import AIRFLOW_3, Run, context_of
from scheduling import Scheduler
from sqlalchemy import select

from task_jars import AirflowException, AirflowFailException, AirflowRescheduleException, Pipeline, Stack
from task_jars.airflow_versions import first_start
from task_jars.contract import Outcome

MESSAGE = "shop: expected day 2024-01-20 in the lake, found none; run extract-csv"
RECEIPT = '{"step":"load-postgres","period":"2024-01-20","status":"failed","message":"%s"}'
WAITING = """
    # Airflow reads only files that have its name in them.
    from datetime import timedelta

    from task_jars import Pipeline

    pipeline = Pipeline("waiting")

    with pipeline.daily_dag():
        load = pipeline.load_postgres(["csv"], connection="warehouse", wait=timedelta(hours=12))
        load >> pipeline.publish_report(["/pipelines/waiting/report.sql"], connection="warehouse")
"""


def looked(exit_code, **task_arguments):
    """A task whose container has just ended with that code, and the context of its run."""
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))
    with pipeline.daily_dag():
        task = pipeline.load_postgres(["csv"], connection="warehouse", **task_arguments)
    context = context_of(task, Run())
    task.render_template_fields(context)
    vars(task)["_engine"] = SimpleNamespace(outcome=Outcome(exit_code, False, RECEIPT % MESSAGE))
    return task, context


def test_what_is_not_there_yet_is_looked_for_again_in_a_minute():
    task, context = looked(66, wait=timedelta(hours=12))

    before = datetime.now(UTC)
    with pytest.raises(AirflowRescheduleException) as later:
        task._receipt(context)

    assert before + timedelta(seconds=60) <= later.value.reschedule_date <= datetime.now(UTC) + timedelta(seconds=60)


def test_once_the_wait_is_over_the_task_fails_with_the_step_s_message(monkeypatch):
    task, context = looked(66, wait=timedelta(hours=12))
    began = datetime.now(UTC) - timedelta(hours=12)
    monkeypatch.setattr("task_jars.waiting.first_start", lambda _: began)

    with pytest.raises(AirflowFailException) as failed:
        task._receipt(context)

    assert str(failed.value) == MESSAGE


@pytest.mark.parametrize(
    ("exit_code", "wait", "expected"),
    [
        (66, None, AirflowFailException),
        (65, timedelta(hours=12), AirflowFailException),
        (75, timedelta(hours=12), AirflowException),
    ],
)
def test_everything_else_fails_as_without_a_wait(exit_code, wait, expected):
    task, context = looked(exit_code, wait=wait)

    with pytest.raises(AirflowException) as failed:
        task._receipt(context)

    assert (type(failed.value), str(failed.value)) == (expected, MESSAGE)


@pytest.mark.parametrize("wait", [timedelta(0), timedelta(seconds=-1), 60])
def test_a_wait_is_a_time(wait):
    with pytest.raises(ValueError, match="wait") as refused:
        looked(66, wait=wait)

    assert str(refused.value) == f"wait: expected a time such as timedelta(hours=12), or None, found {wait!r}"


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Scheduler:
    folder = tmp_path_factory.mktemp("dags")
    (folder / "waiting.py").write_text(dedent(WAITING))
    return Scheduler(folder)


def test_a_task_that_waits_uses_no_try_and_its_run_goes_on_until_it_has_ended(scheduler):
    run = scheduler.start("waiting")
    run.decide()
    run.decide()
    tries = run.task("load_postgres").try_number
    for _ in range(20):
        now = datetime.now(UTC)
        run.reschedule("load_postgres", now, now + timedelta(minutes=1))
        assert run.decide() == "running"
        assert run.states()["load_postgres"] == "up_for_reschedule"
        run.reschedule("load_postgres", now, now - timedelta(seconds=1))
        assert run.decide() == "running"
        assert run.states()["load_postgres"] == "scheduled"
    assert run.task("load_postgres").try_number == tries
    assert run.states()["run_state"] is None
    assert run.until_ended() == "success"


def test_a_wait_that_ends_in_a_failure_makes_the_run_failed(scheduler):
    run = scheduler.start("waiting")
    run.decide()
    run.decide()
    now = datetime.now(UTC)
    run.reschedule("load_postgres", now, now - timedelta(seconds=1))

    assert run.until_ended(load_postgres="failed") == "failed"
    assert run.states()["run_state"] == "upstream_failed"


class Supervisor:
    """Answers a task of Airflow 3 as the API server does; without one there is nobody to ask."""

    def send(self, msg):
        from airflow.sdk.execution_time.comms import TaskRescheduleStartDate

        with create_session() as session:
            of_the_task = select(TaskReschedule.start_date).where(TaskReschedule.ti_id == msg.ti_id)
            return TaskRescheduleStartDate(start_date=session.scalar(of_the_task.order_by(TaskReschedule.id).limit(1)))


def test_the_wait_counts_from_the_first_look(scheduler, monkeypatch):
    run = scheduler.start("waiting")
    run.decide()
    run.decide()
    first = datetime.now(UTC) - timedelta(hours=3)
    for look in (first, first + timedelta(minutes=1), first + timedelta(minutes=2)):
        run.reschedule("load_postgres", look, look + timedelta(minutes=1))
    row = run.task("load_postgres")
    context = {"ti": row}
    if AIRFLOW_3:
        _, context = looked(66, wait=timedelta(hours=12))
        context["task_reschedule_count"] = 3
        context["ti"].id = row.id
        monkeypatch.setattr("airflow.sdk.execution_time.task_runner.SUPERVISOR_COMMS", Supervisor(), raising=False)

    assert first_start(context) == first

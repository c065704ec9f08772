"""A run is successful only when each of its tasks is, whatever was cleared, in whatever order."""

import shutil
from textwrap import dedent

import pytest
from dag_folder import DAGS, EXAMPLES, SETTINGS
from scheduling import Rest, Run, Scheduler

from task_jars import Pipeline, Stack

STEPS = {"extract_postgres", "extract_csv", "load_postgres", "publish_report"}
OWN_TASKS = """
    try:
        from airflow.providers.standard.operators.bash import BashOperator
    except ImportError:
        from airflow.operators.bash import BashOperator

    from task_jars import Pipeline

    pipeline = Pipeline("own")

    with pipeline.daily_dag(default_args={"depends_on_past": False, "on_success_callback": print}):
        load = pipeline.load_postgres(["postgres"], connection="warehouse")
        report = pipeline.publish_report(["/pipelines/own/report.sql"], connection="warehouse")
        tell = BashOperator(task_id="tell", bash_command="true", trigger_rule="all_done")
        remove = BashOperator(task_id="remove", bash_command="true").as_teardown()
        load >> report >> tell >> remove

    BashOperator(task_id="after_the_block", bash_command="true", dag=report.dag).set_upstream(load)
"""


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Scheduler:
    folder = tmp_path_factory.mktemp("dags")
    shutil.copytree(DAGS / "northwind", folder / "northwind")
    shutil.copytree(EXAMPLES / "orders", folder / "orders")
    (folder / "own.py").write_text(dedent(OWN_TASKS))
    return Scheduler(folder)


@pytest.fixture(scope="module")
def rest() -> Rest:
    return Rest()


@pytest.fixture
def run(scheduler: Scheduler) -> Run:
    return scheduler.start("northwind")


def test_a_run_whose_tasks_succeed_is_successful_and_no_process_runs_for_its_state(run):
    assert run.decide() == "running"
    assert run.states()["run_begin"] == "success"
    assert run.until_ended() == "success"
    assert run.states() == dict.fromkeys({*STEPS, "run_begin", "run_state"}, "success")


@pytest.mark.parametrize("failing", sorted(STEPS))
def test_a_run_with_a_task_that_failed_is_failed(run, failing):
    assert run.until_ended(**{failing: "failed"}) == "failed"
    assert run.states()["run_state"] == "upstream_failed"


@pytest.mark.parametrize("cleared", sorted(STEPS))
def test_a_task_run_again_alone_that_fails_makes_a_successful_run_failed(run, rest, cleared):
    run.until_ended()

    assert rest.clear(run, cleared) == {cleared, "run_begin", "run_state"}

    assert run.until_ended(**{cleared: "failed"}) == "failed"
    others = dict.fromkeys(STEPS - {cleared}, "success")
    assert run.states() == others | {cleared: "failed", "run_begin": "success", "run_state": "upstream_failed"}


def test_a_task_run_again_alone_that_succeeds_leaves_a_successful_run_successful(run, rest):
    run.until_ended()
    rest.clear(run, "load_postgres")

    assert run.until_ended() == "success"
    assert set(run.states().values()) == {"success"}


def test_a_failed_task_that_succeeds_when_run_again_makes_the_run_successful(run, rest):
    run.until_ended()
    rest.clear(run, "load_postgres")
    assert run.until_ended(load_postgres="failed") == "failed"

    rest.clear(run, "load_postgres")

    assert run.until_ended() == "success"
    assert set(run.states().values()) == {"success"}


def test_a_load_that_succeeds_when_run_again_alone_does_not_hide_the_report_that_never_ran(run, rest):
    run.until_ended(load_postgres="failed")

    rest.clear(run, "load_postgres")

    assert run.until_ended() == "failed"
    assert run.states()["publish_report"] == "upstream_failed"
    rest.clear(run, "publish_report")
    assert run.until_ended() == "success"


def test_clearing_with_all_that_comes_after_runs_that_again_too(run, rest):
    run.until_ended(load_postgres="failed")

    assert rest.clear(run, "load_postgres", downstream=True) == {
        *("load_postgres", "publish_report", "run_begin", "run_state")
    }

    assert run.until_ended() == "success"


def test_a_run_does_not_end_while_a_task_waits_for_its_next_try(run):
    run.decide()
    run.put("extract_csv", "success")
    run.put("extract_postgres", "up_for_retry")

    assert run.decide() == "running"
    assert run.states()["run_state"] is None


def test_a_failed_task_that_is_marked_as_successful_counts_as_successful(run, rest):
    run.until_ended()
    rest.clear(run, "load_postgres")
    run.until_ended(load_postgres="failed")

    rest.mark(run, "load_postgres", "success")

    assert run.until_ended() == "success"


def test_a_waiting_task_that_is_marked_as_failed_makes_the_run_failed(run, rest):
    run.decide()
    run.put("extract_csv", "success")
    run.put("extract_postgres", "up_for_retry")

    rest.mark(run, "extract_postgres", "failed")

    assert run.until_ended() == "failed"


@pytest.mark.parametrize("state", ["success", "failed"])
def test_a_run_that_is_marked_while_a_task_runs_ends_as_marked(run, rest, state):
    run.decide()
    run.put("extract_csv", "success")
    run.put("extract_postgres", "running")

    rest.mark_run(run, state)

    assert run.until_ended() == state


def test_the_file_of_the_page_for_users_is_watched_as_it_stands(scheduler, rest):
    run = scheduler.start("orders")
    assert run.until_ended() == "success"

    rest.clear(run, "extract_postgres_shop")

    assert run.until_ended(extract_postgres_shop="failed") == "failed"


@pytest.mark.parametrize("failing", ["load_postgres", "publish_report", "tell", "after_the_block"])
def test_tasks_of_one_s_own_count_too(scheduler, rest, failing):
    run = scheduler.start("own")
    assert run.until_ended() == "success"

    rest.clear(run, failing)

    assert run.until_ended(**{failing: "failed"}) == "failed"


def test_a_teardown_of_one_s_own_does_not_count(scheduler):
    assert scheduler.start("own").until_ended(remove="failed") == "success"


def test_a_task_that_skips_itself_and_what_follows_it_is_no_failure(scheduler):
    assert scheduler.start("own").until_ended(load_postgres="skipped") == "success"


def test_a_first_task_may_have_any_trigger_rule():
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))
    with pipeline.daily_dag() as dag:
        load = pipeline.load_postgres(["postgres"], connection="warehouse", trigger_rule="none_failed")

    dag.validate()

    assert load.upstream_task_ids == set()
    assert load.downstream_task_ids == {"run_state"}


def test_a_dag_that_stops_at_its_first_failure_is_watched_too():
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))
    option = "fail_fast" if hasattr(pipeline.daily_dag(), "fail_fast") else "fail_stop"
    with pipeline.daily_dag(**{option: True}) as dag:
        pipeline.load_postgres(["postgres"], connection="warehouse")

    dag.validate()

    assert dag.get_task("run_state").upstream_task_ids == {"load_postgres", "run_begin"}


def test_the_state_of_a_run_tells_nobody():
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))
    with pipeline.daily_dag(on_failure_callback=print, default_args={"on_success_callback": print}) as dag:
        pipeline.load_postgres(["postgres"], connection="warehouse")

    for task_id in ("run_begin", "run_state"):
        task = dag.get_task(task_id)
        assert not task.on_failure_callback
        assert not task.on_success_callback

"""The DAG files as Airflow reads them: they import, and each task is what it must be."""

from datetime import timedelta

import pytest
from dag_folder import DAGS, SETTINGS, load
from docker.types import Mount
from runs import AIRFLOW_3, Run, midnight, rendered, scheduled

from task_jars import Pipeline, Stack
from task_jars.airflow_versions import HAS_PARTITIONS

STEPS = {
    "extract_postgres": "extract-postgres",
    "extract_csv": "extract-csv",
    "load_postgres": "load-postgres",
    "publish_report": "publish-report",
}
SOURCES = "postgres=extract-postgres,csv=extract-csv"


def volumes(task):
    return {mount["Target"]: (mount["Source"], mount["ReadOnly"]) for mount in task.mounts}


def test_the_folder_holds_one_dag_and_no_import_error(dag_files):
    assert dag_files.import_errors == {}
    assert list(dag_files.dags) == ["northwind"]


def test_northwind_loads_after_both_extracts_and_reports_after_the_load(northwind):
    assert {task.task_id: task.upstream_task_ids for task in northwind.tasks} == {
        "run_begin": set(),
        "extract_postgres": {"run_begin"},
        "extract_csv": {"run_begin"},
        "load_postgres": {"extract_postgres", "extract_csv"},
        "publish_report": {"load_postgres"},
        "run_state": {"run_begin", *STEPS},
    }


def test_the_graph_is_the_last_line_of_the_file():
    last = (DAGS / "northwind" / "dag.py").read_text().splitlines()[-1].strip()

    assert last == "[extract_postgres, extract_csv] >> load_postgres >> publish_report"


@pytest.mark.parametrize("first", ["2000-01-01", "2024-02-27"])
def test_a_backfill_has_all_its_days_the_last_one_too(northwind, first):
    last = midnight(first) + timedelta(days=3)

    runs = scheduled(northwind).iter_dagrun_infos_between(midnight(first), last)

    days = [midnight(first) + timedelta(days=days) for days in range(4)]
    assert [(run.logical_date, run.run_after) for run in runs] == [(day, day + timedelta(days=1)) for day in days]


def test_northwind_runs_by_itself_and_any_day_since_2000_can_be_asked_for(northwind):
    assert northwind.start_date.isoformat() == "2000-01-01T00:00:00+00:00"
    assert northwind.catchup is False
    assert northwind.is_paused_upon_creation is False
    assert northwind.max_active_runs == 2
    assert set(northwind.tags) == {"daybook", "northwind"}


def test_the_trigger_form_asks_for_a_day_and_for_replace(northwind):
    day, replace = northwind.params.get_param("date"), northwind.params.get_param("replace")
    missing = northwind.params.get_param("allow_missing")

    assert list(northwind.params) == ["date", "replace", "allow_missing"]
    assert (day.value, day.schema["title"]) == (None, "Day to run (leave Logical Date alone)")
    assert (replace.value, replace.schema["type"]) == (False, "boolean")
    assert (missing.value, missing.schema["title"]) == (None, "Tables that may be missing")


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday", "", 20240120])
def test_the_trigger_form_refuses_what_is_no_day(northwind, day):
    with pytest.raises(Exception, match="is not") as refused:
        northwind.params.get_param("date").resolve(day)

    assert type(refused.value).__name__ == "ParamValidationError"


@pytest.mark.parametrize("task_id", STEPS)
def test_every_task_is_bounded_and_tried_again(northwind, task_id):
    task = northwind.get_task(task_id)

    assert task.image == "daybook:test"
    assert task.user == "50000:0"
    assert task.mount_tmp_dir is False
    assert task.auto_remove == "force"
    assert task.mem_limit == "512m"
    assert task.execution_timeout == timedelta(hours=2)
    assert task.retries == 3
    assert task.retry_delay == timedelta(seconds=30)
    assert task.retry_exponential_backoff == (2.0 if AIRFLOW_3 else True)
    assert task.max_retry_delay == timedelta(minutes=10)
    assert task.max_active_tis_per_dag == (None if task_id == "publish_report" else 1)
    assert task.pool == "default_pool"


@pytest.mark.parametrize("task_id", STEPS)
def test_every_task_says_what_it_does_and_how_to_run_it_again(northwind, task_id):
    text = northwind.get_task(task_id).doc_md

    assert f"docker compose run --rm task {STEPS[task_id]} --pipeline northwind --date 2024-01-20" in text
    assert "| 65 | bad data | no |" in text
    assert "*Clear*" in text


def test_the_dag_says_what_to_type(northwind):
    for command in (
        """bin/airflow dags trigger northwind -c '{"date": "2024-01-20"}'""",
        "bin/airflow dags backfill -s 2024-01-20 -e 2024-01-22 northwind",
        "docker compose run --rm task load-postgres --pipeline northwind --date 2024-01-20",
    ):
        assert command in northwind.doc_md


def test_a_task_reaches_one_network_and_the_folders_it_needs(northwind):
    lake = {"/output": ("test-lake", False)}
    pipelines = {"/pipelines": ("test-pipelines", True)}
    steps = [northwind.get_task(task_id) for task_id in STEPS]
    reached = {task.task_id: (task.network_mode, volumes(task)) for task in steps}

    assert reached == {
        "extract_postgres": ("test-source", lake),
        "extract_csv": ("none", lake | pipelines | {"/input": ("test-input", True)}),
        "load_postgres": ("test-warehouse", lake),
        "publish_report": ("test-warehouse", lake | pipelines),
    }


def test_a_command_is_the_step_and_its_options(northwind):
    def command(task_id):
        return rendered(northwind.get_task(task_id), Run()).command

    common = ["--pipeline", "northwind", "--date", "2024-01-20", "--run-id", Run().run_id, "--attempt", "1"]
    schema = "/pipelines/northwind/order_details.schema.json"
    assert command("extract_postgres") == ["extract-postgres", *common, "--source", "postgres"]
    assert command("extract_csv") == [
        *["extract-csv", *common, "--source", "csv", "--file", "/input/order_details.csv", "--schema", schema]
    ]
    assert command("load_postgres") == ["load-postgres", *common, "--sources", SOURCES, "--grant-to", "analyst"]
    assert command("publish_report") == [
        *["publish-report", *common, "--report", "/pipelines/northwind/orders_with_details.sql"]
    ]


@pytest.mark.parametrize("lines", [["no text"], "public.a", 3, {"public.a": True}])
def test_the_form_takes_lines_of_tables(northwind, lines):
    param = northwind.params.get_param("allow_missing")
    if isinstance(lines, list):
        assert param.resolve(lines) == lines
        return
    with pytest.raises(Exception, match="is not") as refused:
        param.resolve(lines)
    assert type(refused.value).__name__ == "ParamValidationError"


def test_a_task_can_have_more_volumes_but_only_to_read_and_not_in_place_of_its_own():
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))
    with pipeline.daily_dag():
        task = pipeline.load_postgres(["postgres"], connection="warehouse", more_volumes={"/keys": "lake-keys"})
        with pytest.raises(ValueError, match="more_volumes") as refused:
            pipeline.publish_report([], connection="warehouse", more_volumes={"/output": "other"})

    assert volumes(task) == {"/output": ("test-lake", False), "/keys": ("lake-keys", True)}
    assert str(refused.value) == "more_volumes: expected other folders than publish-report has, found /output"


def test_a_source_that_is_only_named_is_given_without_its_step():
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))
    with pipeline.daily_dag():
        rates = pipeline.extract_csv(source="rates", files=["/input/rates.csv"])
        load = pipeline.load_postgres(["shop", rates], connection="warehouse")

    assert load.command[-2:] == ["--sources", "shop,rates=extract-csv"]


def test_labels_name_the_try(northwind):
    task = rendered(northwind.get_task("extract_csv"), Run(try_number=2))

    assert task.labels == {
        "dev.daybook.stack": "test",
        "dev.daybook.dag_id": "northwind",
        "dev.daybook.run_id": Run().run_id,
        "dev.daybook.task_id": "extract_csv",
        "dev.daybook.map_index": "-1",
        "dev.daybook.try_number": "2",
        "dev.daybook.date": "2024-01-20",
    }


def test_mounts_stay_mounts_when_rendered(northwind):
    task = rendered(northwind.get_task("extract_csv"), Run())

    assert task.mounts[0] == Mount("/output", "test-lake", type="volume")


def test_tasks_announce_what_they_have_made(northwind):
    assert {step: [asset.uri for asset in northwind.get_task(step).outlets] for step in STEPS} == {
        "extract_postgres": ["daybook://northwind/lake/postgres"],
        "extract_csv": ["daybook://northwind/lake/csv"],
        "load_postgres": ["daybook://northwind/warehouse"] + ["daybook://northwind/periods"] * HAS_PARTITIONS,
        "publish_report": ["daybook://northwind/reports"],
    }


def test_a_missing_setting_is_an_import_error_that_names_it(monkeypatch):
    monkeypatch.delenv("DAYBOOK_LAKE_VOLUME")
    monkeypatch.setenv("DAYBOOK_IMAGE", "")

    [error] = load(DAGS).import_errors.values()

    assert error.splitlines()[-1] == (
        "ValueError: DAYBOOK_IMAGE, DAYBOOK_LAKE_VOLUME: expected in the environment of Airflow's scheduler and DAG"
        " processor, found nothing; docker-compose.yml sets all of them, start the stack with 'make up'"
    )


@pytest.mark.parametrize("name", ["Northwind", "1st", "a-b", "", "a" * 32])
def test_a_pipeline_has_a_name_that_its_steps_accept(name):
    with pytest.raises(ValueError, match="pipeline") as refused:
        Pipeline(name, Stack.from_environment(SETTINGS))

    assert str(refused.value) == f"pipeline: expected a name [a-z][a-z0-9_]{{0,30}}, found '{name}'"


def test_the_failure_hook_is_every_task_s():
    def hook(context):
        raise AssertionError(context)

    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))
    with pipeline.daily_dag(on_failure_callback=hook):
        task = pipeline.publish_report(["/pipelines/test/report.sql"], connection="warehouse")

    assert task.on_failure_callback in (hook, [hook])


def test_a_dag_can_have_parameters_and_limits_of_its_own_and_no_schedule():
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))
    dag = pipeline.daily_dag(params={"region": "eu"}, max_active_runs=1, schedule=None)

    assert sorted(dag.params) == ["allow_missing", "date", "region", "replace"]
    assert dag.max_active_runs == 1
    assert dag.timetable.can_be_scheduled is False


@pytest.mark.skipif(not AIRFLOW_3, reason="Airflow 2 has no deadlines")
def test_a_dag_can_have_a_deadline():
    from airflow.sdk import DeadlineAlert, DeadlineReference, SyncCallback

    alert = DeadlineAlert(DeadlineReference.DAGRUN_QUEUED_AT, timedelta(hours=2), SyncCallback("alerts.late"))
    dag = Pipeline("test", Stack.from_environment(SETTINGS)).daily_dag(deadline=alert)

    assert dag.deadline in (alert, [alert])


def test_the_example_loads_what_its_three_extracts_publish(example_dag_files, orders):
    assert example_dag_files.import_errors == {}
    assert orders.get_task("load_postgres").upstream_task_ids == {
        "extract_postgres_shop",
        "extract_postgres_billing",
        "extract_csv_rates",
    }
    command = rendered(orders.get_task("load_postgres"), Run()).command
    sources = "shop=extract-postgres,billing=extract-postgres,rates=extract-csv"
    assert command[-6:] == ["--sources", sources, "--grant-to", "analyst", "--keep-days", "30"]
    billing = rendered(orders.get_task("extract_postgres_billing"), Run())
    assert billing.command[-4:] == ["--source", "billing", "--exclude", "*.audit_*"]
    assert (billing.mem_limit, billing.execution_timeout) == ("768m", timedelta(minutes=30))

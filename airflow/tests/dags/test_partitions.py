"""A load says which period it has loaded, and a DAG of one's own runs once for the day that two pipelines have."""

import shutil
from types import SimpleNamespace

import pytest
from dag_folder import DAGS, EXAMPLES, SETTINGS
from runs import AIRFLOW_3, Run, context_of, rendered

from task_jars import Pipeline, Stack
from task_jars.airflow_versions import HAS_PARTITIONS
from task_jars.announcement import announce

RECEIPT = {"rows": 7, "as_of": "2024-01-21T00:00:05Z"}
EXTRA = {"day": "2024-01-20", "rows": 7, "as_of": "2024-01-21T00:00:05Z"}
needs_partitions = pytest.mark.skipif(not HAS_PARTITIONS, reason="this Airflow has no partition keys at run time")


@needs_partitions
@pytest.mark.parametrize("lookback", [0, 2])
def test_a_load_announces_the_period_of_its_run(lookback):
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))
    with pipeline.daily_dag():
        load = pipeline.load_postgres(["postgres"], connection="warehouse", lookback=lookback)
    events = context_of(load, Run())["outlet_events"]

    announce(events, rendered(load, Run()), RECEIPT)

    warehouse, periods = load.outlets
    assert (warehouse.uri, periods.uri) == ("daybook://test/warehouse", "daybook://test/periods")
    assert (events[warehouse].extra, events[warehouse].partition_keys) == (EXTRA, set())
    assert (events[periods].extra, events[periods].partition_keys) == ({}, {"2024-01-20"})


def test_other_steps_announce_what_they_have_made_alone():
    events = {"reports": SimpleNamespace(extra=None)}

    announce(events, SimpleNamespace(asset="reports", periods=None, day="2024-01-20"), RECEIPT)

    assert events["reports"].extra == EXTRA


def runs_of(dag_id):
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        runs = select(DagRun.partition_key, DagRun.run_type).where(DagRun.dag_id == dag_id)
        return [tuple(run) for run in session.execute(runs)]


def loaded(uri, day):
    """Let Airflow know that a load has succeeded, and decide which DAGs run now: both as its scheduler does."""
    from airflow.assets.manager import AssetManager
    from airflow.jobs.job import Job
    from airflow.jobs.scheduler_job_runner import SchedulerJobRunner
    from airflow.models.asset import AssetModel
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        asset = session.scalars(select(AssetModel).where(AssetModel.uri == uri)).one()
        AssetManager().register_asset_change(asset=asset, partition_key=day, session=session)
        session.flush()
        SchedulerJobRunner(Job())._create_dagruns_for_partitioned_asset_dags(session)


@needs_partitions
def test_the_example_runs_once_for_a_day_that_both_have_loaded(tmp_path):
    from scheduling import Scheduler

    for folder in (DAGS / "northwind", EXAMPLES / "orders", EXAMPLES / "both_loaded"):
        shutil.copytree(folder, tmp_path / folder.name)
    Scheduler(tmp_path)

    loaded("daybook://northwind/periods", "2024-01-20")
    loaded("daybook://orders/periods", "2024-01-21")
    assert runs_of("both_loaded") == []

    loaded("daybook://orders/periods", "2024-01-20")
    assert runs_of("both_loaded") == [("2024-01-20", "asset_triggered")]

    loaded("daybook://northwind/periods", "2024-01-21")
    assert sorted(key for key, _ in runs_of("both_loaded")) == ["2024-01-20", "2024-01-21"]


@pytest.mark.skipif(not AIRFLOW_3, reason="Airflow 2 gives every run a logical date")
@pytest.mark.parametrize(("dag", "key"), [("daily_dag", "2024-01-20"), ("hourly_dag", "2024-01-20T07")])
def test_a_step_works_for_the_period_that_started_its_dag(dag, key):
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))
    with getattr(pipeline, dag)(schedule=None):
        task = pipeline.load_postgres(["postgres"], connection="warehouse")
    run = Run("asset_triggered", None, "2024-03-05", run_id="asset_triggered__1", partition_key=key)

    assert rendered(task, run).day == key

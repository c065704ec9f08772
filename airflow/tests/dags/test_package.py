"""The package task_jars: what a DAG file can import, and a new step as one row."""

import dataclasses
import importlib
from datetime import timedelta

import pytest
from dag_folder import DAGS, SETTINGS
from docker.types import Mount
from runs import Run, rendered

import task_jars
from task_jars import STEPS, Pipeline, Stack, Step, contract, steps

LONGEST_FILE = 200
JSON = Step(
    "extract-json",
    "Reads JSON files and publishes them in the lake at once.",
    makes="lake/{source}",
    folders=(steps.LAKE, steps.INPUT),
)


def test_airflow_reads_the_dag_file_and_none_of_the_package(dag_files):
    read = [str(each.file).rpartition("/dags/")[2].lstrip("/") for each in dag_files.dagbag_stats]

    assert read == ["northwind/dag.py"]


def test_no_file_is_longer_than_200_lines():
    lengths = {path.name: len(path.read_text().splitlines()) for path in (DAGS / "task_jars").glob("*.py")}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_each_public_name_is_there():
    assert [name for name in task_jars.__all__ if not hasattr(task_jars, name)] == []


def test_the_contract_is_still_found_in_its_old_place():
    old = importlib.import_module("step_contract")

    assert {name: getattr(old, name) for name in old.__all__} == {name: getattr(contract, name) for name in old.__all__}


@pytest.fixture
def with_json(monkeypatch):
    """Give a pipeline whose table has one row more."""
    monkeypatch.setattr("task_jars.pipeline.STEPS", {**STEPS, JSON.name: JSON})
    return Pipeline("test", Stack.from_environment(SETTINGS))


def test_a_new_step_is_one_row(with_json):
    with with_json.daily_dag():
        task = with_json.task("extract-json", ["--file", "/input/a.json"], source="shop", memory="768m")
        load = with_json.load_postgres([task], connection="warehouse")
        task >> load

    assert (task.task_id, task.network_mode, task.mem_limit) == ("extract_json_shop", "none", "768m")
    assert (task.max_active_tis_per_dag, task.execution_timeout) == (1, timedelta(hours=2))
    assert task.mounts == [
        Mount("/output", "test-lake", type="volume", read_only=False),
        Mount("/input", "test-input", type="volume", read_only=True),
    ]
    assert [asset.uri for asset in task.outlets] == ["daybook://test/lake/shop"]
    assert task.doc_md.strip().splitlines()[0] == "Reads JSON files and publishes them in the lake at once."
    assert task.optional == [task_jars.REPLACE]
    assert rendered(task, Run()).command[-4:] == ["--source", "shop", "--file", "/input/a.json"]
    assert load.command[-2:] == ["--sources", "shop=extract-json"]


def test_a_row_says_which_database_its_connection_is(monkeypatch):
    row = dataclasses.replace(JSON, name="extract-json-columns", role=steps.SOURCE)
    monkeypatch.setattr("task_jars.pipeline.STEPS", {row.name: row})
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))

    with pipeline.daily_dag():
        task = pipeline.task(row.name, source="shop", connection="shop")

    assert (task.connection, task.role, task.network_mode) == ("shop", "SOURCE_DB", "test-source")


@pytest.mark.parametrize(
    ("step", "source", "problem"),
    [
        ("load-postgres", "shop", "source: expected none for load-postgres, found shop"),
        ("extract-csv", None, "source: expected a name for extract-csv, found None"),
        ("extract-cvs", "shop", "step: expected one of extract-csv, extract-postgres, load-postgres, publish-report,"
                                " found 'extract-cvs'; see dags/task_jars/steps.py"),
    ],
)  # fmt: skip
def test_a_task_that_no_row_describes_is_refused(step, source, problem):
    pipeline = Pipeline("test", Stack.from_environment(SETTINGS))

    with pytest.raises(ValueError, match="expected") as refused, pipeline.daily_dag():
        pipeline.task(step, source=source)

    assert str(refused.value) == problem

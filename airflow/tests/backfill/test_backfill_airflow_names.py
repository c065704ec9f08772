"""What the command needs of Airflow's private names is there, as it needs it. Fails when an Airflow has it otherwise.

None of these names is promised by Airflow. What fails here is to be mended in one file, airflow_names.py.
"""

from __future__ import annotations

import ast
import inspect
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from airflow.models.backfill import BackfillDagRunExceptionReason
from airflow.utils.session import create_session
from airflow.utils.state import TaskInstanceState

from conftest import Scheduler, midnight
from daybook_airflow.backfill import airflow_names

AIRFLOW = f"Airflow {version('apache-airflow-core')}"
DAY = midnight("2024-01-20")
MEND = "mend daybook_airflow/backfill/airflow_names.py"

ATTRIBUTES: dict[str, set[str]] = {
    "Backfill": {
        *("id", "dag_id", "from_date", "to_date", "created_at", "completed_at", "is_paused", "triggering_user_name"),
    },
    "BackfillDagRun": {"backfill_id", "dag_run_id", "exception_reason", "logical_date", "sort_ordinal"},
    "DagModel": {"dag_id", "is_paused", "is_stale", "has_import_errors", "relative_fileloc", "bundle_name"},
    "DagRun": {"backfill_id", "dag_id", "run_id", "logical_date", "state", "start_date", "end_date"},
    "ParseImportError": {"bundle_name", "filename", "stacktrace"},
    "TaskInstance": {"dag_id", "run_id", "task_id", "map_index", "operator", "state", "try_number"},
    "XComModel": {"dag_id", "run_id", "task_id", "map_index", "key", "deserialize_value"},
}
"""The columns and methods that the command reads of each table."""

MEMBERS: list[tuple[Any, dict[str, str]]] = [
    (airflow_names.DagRunState, {each: each.lower() for each in ("QUEUED", "RUNNING", "SUCCESS", "FAILED")}),
    (airflow_names.ReprocessBehavior, {each: each.lower() for each in ("NONE", "FAILED", "COMPLETED")}),
    (BackfillDagRunExceptionReason, {"IN_FLIGHT": "in flight", "ALREADY_EXISTS": "already exists"}),
    (TaskInstanceState, {each: each.lower() for each in ("SUCCESS", "FAILED", "SKIPPED", "REMOVED")}),
]

PARAMETERS: list[tuple[Any, list[str]]] = [
    (
        airflow_names._create_backfill,
        [
            *("dag_id", "from_date", "to_date", "max_active_runs", "reverse", "dag_run_conf", "triggering_user_name"),
            *("reprocess_behavior", "run_on_latest_version"),
        ],
    ),
    (airflow_names.cancel_backfill, ["backfill_id", "session"]),
    (airflow_names.most_recent_job, ["job_type", "session"]),
    (airflow_names.SerializedDagModel.latest_item_select_object, ["dag_id"]),
    (airflow_names.getuser, []),
]


def problem(name: str, expected: object, found: object) -> str:
    return f"{AIRFLOW}: {name}: expected {expected}, found {found}; {MEND}"


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_a_table_has_the_columns_that_are_read(name: str) -> None:
    missing = sorted(each for each in ATTRIBUTES[name] if not hasattr(getattr(airflow_names, name), each))

    assert not missing, problem(name, ", ".join(missing), "none of that name")


@pytest.mark.parametrize(("enum", "members"), MEMBERS, ids=[enum.__name__ for enum, _ in MEMBERS])
def test_a_state_has_the_word_that_is_compared(enum: Any, members: dict[str, str]) -> None:
    found = {name: enum[name].value if name in enum.__members__ else None for name in members}

    assert found == members, problem(enum.__name__, members, found)


@pytest.mark.parametrize(("function", "parameters"), PARAMETERS, ids=[function.__name__ for function, _ in PARAMETERS])
def test_a_function_has_the_parameters_that_are_given(function: Any, parameters: list[str]) -> None:
    found = list(inspect.signature(function).parameters)

    assert found[: len(parameters)] == parameters, problem(function.__name__, parameters, found)
    more = list(inspect.signature(function).parameters.values())[len(parameters) :]
    required = [each.name for each in more if each.default is each.empty and each.kind not in (2, 4)]
    assert not required, problem(function.__name__, "no further required parameter", required)


def test_a_read_dag_has_the_timetable_that_is_asked(scheduler: Scheduler) -> None:
    with create_session() as session:
        dag = airflow_names.serialized_dag("northwind", session)
        job = airflow_names.newest_scheduler(session)

    timetable = dag.timetable
    assert (timetable.periodic, timetable.partitioned, bool(timetable.summary)) == (True, False, True)
    [info] = list(dag.iter_dagrun_infos_between(*2 * [DAY]))
    assert (info.logical_date, info.data_interval.start, info.data_interval.end > DAY) == (*2 * [DAY], True)
    assert job.is_alive()
    assert job.latest_heartbeat is not None


def test_no_other_file_of_the_command_imports_airflow() -> None:
    folder = Path(airflow_names.__file__).parent
    found = {path.name for path in folder.glob("*.py") if any(map(is_of_airflow, imports(path)))}

    assert found == {"airflow_names.py"}


def imports(path: Path) -> list[str]:
    """Return the modules that a file imports, wherever in it."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def is_of_airflow(module: str) -> bool:
    return module.split(".")[0] == "airflow"

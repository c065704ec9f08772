"""The day of a run, however Airflow came to make the run."""

import dataclasses

import pytest
from runs import AIRFLOW_3, Run, rendered

MANUAL = "manual__2024-03-05T10:11:12+00:00"
BACKFILL = "backfill__2024-03-01T00:00:00+00:00"  # named after the day its run would begin


def manual(logical_date, **conf):
    return Run("manual", logical_date, "2024-03-05", conf, run_id=MANUAL)


RUNS = {
    "scheduled": (Run("scheduled", "2024-01-20", "2024-01-21"), "2024-01-20"),
    "backfill": (Run("backfill", "2024-02-29", "2024-03-01", run_id=BACKFILL), "2024-02-29"),
    "backfill of what was a manual run for another day": (
        Run("backfill", "2024-01-20", "2024-01-21", {"date": "2023-12-31"}),
        "2024-01-20",
    ),
    "manual with a day": (manual("2024-03-05", date="2024-01-20"), "2024-01-20"),
    "manual without a day": (manual("2024-03-04"), "2024-03-04"),
    "manual with the day left empty": (manual("2024-03-04", date=None), "2024-03-04"),
}
RUNS_WITHOUT_LOGICAL_DATE = {
    "manual with a day, without logical date": (manual(None, date="2024-01-20"), "2024-01-20"),
    "manual without logical date": (manual(None), "2024-03-05"),
    "triggered by an asset": (Run("asset_triggered", None, "2024-03-05", run_id="asset_triggered__1"), "2024-03-05"),
    "triggered by another DAG": (Run("operator_triggered", None, "2024-03-05", run_id=MANUAL), "2024-03-05"),
}
if AIRFLOW_3:  # Airflow 2 gives every run a logical date
    RUNS |= RUNS_WITHOUT_LOGICAL_DATE
TASKS = ["extract_postgres", "extract_csv", "load_postgres", "publish_report"]


def option(command, name):
    return command[command.index(name) + 1]


@pytest.mark.parametrize("task_id", TASKS)
@pytest.mark.parametrize(("run", "day"), RUNS.values(), ids=RUNS.keys())
def test_a_step_works_for_the_day_of_its_run(northwind, task_id, run, day):
    task = rendered(northwind.get_task(task_id), run)

    assert (option(task.command, "--date"), task.day, task.labels["dev.daybook.date"]) == (day, day, day)


@pytest.mark.parametrize(("run", "day"), RUNS.values(), ids=RUNS.keys())
def test_a_cleared_task_works_for_the_same_day(northwind, run, day):
    task = rendered(northwind.get_task("load_postgres"), dataclasses.replace(run, try_number=5, max_tries=7))

    assert option(task.command, "--date") == day
    assert option(task.command, "--attempt") == "5"


@pytest.mark.parametrize(
    ("conf", "optional"),
    [({}, [""]), ({"replace": False}, [""]), ({"replace": True}, ["--replace"])],
)
def test_only_a_ticked_box_replaces(northwind, conf, optional):
    steps = ("extract_postgres", "extract_csv", "load_postgres", "publish_report")
    tasks = {step: rendered(northwind.get_task(step), Run("manual", conf=conf)).optional for step in steps}

    extracts = {"extract_postgres": optional, "extract_csv": optional}
    assert tasks == extracts | {"load_postgres": [], "publish_report": []}


@pytest.mark.parametrize(
    ("run_id", "option_value"),
    [
        (MANUAL, MANUAL),
        ("by~hand", "by-hand"),
        ("x" * 250, "x" * 200),
    ],
)
def test_a_run_id_is_one_that_a_step_accepts(northwind, run_id, option_value):
    assert option(rendered(northwind.get_task("load_postgres"), Run(run_id=run_id)).command, "--run-id") == option_value

"""The command from its arguments to its exit code, on Airflow's own database."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from airflow.models.dag import DagModel
from airflow.utils.session import create_session
from sqlalchemy import update

from conftest import Ended, Scheduler

DAYS = ("-s", "2024-01-20", "-e", "2024-01-22")
Command = Callable[..., Ended]


def test_days_are_created_and_left_alone_as_planned(scheduler: Scheduler, backfill: Command) -> None:
    scheduler.create("2024-01-20", "success")
    scheduler.create("2024-01-22", "failed")
    ended = backfill(*DAYS, "--no-wait", "northwind")
    assert (ended.exit_code, ended.err) == (0, [])
    assert ended.out == [
        "Backfill of northwind, 2024-01-20 to 2024-01-22, both included: 1 to run, 2 left alone, at most 2 at a time.",
        "day         run",
        "2024-01-20  skipped, had succeeded",
        "2024-01-21  created",
        "2024-01-22  skipped, had failed",
    ]
    assert scheduler.runs() == {"2024-01-20": "success", "2024-01-22": "failed", "2024-01-21": "queued"}


@pytest.mark.parametrize(
    ("option", "hows", "states"),
    [
        (
            "--rerun-failed-tasks",
            ["skipped, had succeeded", "created", "run again, had failed"],
            {"2024-01-20": "success", "2024-01-22": "queued", "2024-01-21": "queued"},
        ),
        (
            "--reset-dagruns",
            ["run again, had succeeded", "created", "run again, had failed"],
            {"2024-01-20": "queued", "2024-01-22": "queued", "2024-01-21": "queued"},
        ),
    ],
)
def test_days_are_run_again_when_asked(
    scheduler: Scheduler, backfill: Command, option: str, hows: list[str], states: dict[str, str]
) -> None:
    scheduler.create("2024-01-20", "success")
    scheduler.create("2024-01-22", "failed")
    planned = backfill(*DAYS, "-n", option, "northwind")
    ended = backfill(*DAYS, "--no-wait", option, "northwind")
    rows = [f"2024-01-{day}  {how}" for day, how in zip((20, 21, 22), hows, strict=True)]
    assert ended.out[2:] == rows
    assert planned.out[1:4] == rows
    assert scheduler.runs() == states


def test_what_was_asked_for_reaches_airflow(scheduler: Scheduler, backfill: Command) -> None:
    arguments = ("--no-wait", "--max-active-runs", "5", "-B", "-c", '{"replace": true}', "--rerun-failed-tasks")
    ended = backfill(*DAYS, *arguments, "northwind")
    made = scheduler.backfills()[0]
    assert ended.out[2:] == ["2024-01-22  created", "2024-01-21  created", "2024-01-20  created"]
    assert list(scheduler.runs()) == ["2024-01-22", "2024-01-21", "2024-01-20"]
    assert (made.max_active_runs, made.dag_run_conf, made.reprocess_behavior) == (5, {"replace": True}, "failed")
    assert (f"{made.from_date:%Y-%m-%d %H:%M}", f"{made.to_date:%Y-%m-%d %H:%M}") == (
        "2024-01-20 00:00",
        "2024-01-22 00:00",
    )


def test_days_that_all_succeeded_need_neither_a_scheduler_nor_a_backfill(
    scheduler: Scheduler, backfill: Command
) -> None:
    for day in ("2024-01-20", "2024-01-21", "2024-01-22"):
        scheduler.create(day, "success")
    scheduler.beat(seconds_ago=3600)
    ended = backfill(*DAYS, "northwind")
    assert (ended.exit_code, ended.err) == (0, [])
    assert ended.out == [
        "Every day has a run already; nothing is created.",
        "",
        "day         run                     state    start (UTC)          seconds  published",
        "2024-01-20  skipped, had succeeded  success  2026-01-02 00:00:00     12.3  yes",
        "2024-01-21  skipped, had succeeded  success  2026-01-02 00:00:00     12.3  yes",
        "2024-01-22  skipped, had succeeded  success  2026-01-02 00:00:00     12.3  yes",
        "",
        "3 of 3 runs succeeded and published.",
    ]
    assert scheduler.backfills() == []


def test_a_day_whose_run_had_failed_is_no_success(scheduler: Scheduler, backfill: Command) -> None:
    scheduler.create("2024-01-20", "failed")
    ended = backfill("-s", "2024-01-20", "northwind")
    assert ended.exit_code == 1
    assert ended.out[3:] == [
        "2024-01-20  skipped, had failed  failed  2026-01-02 00:00:00     12.3  no: load_postgres failed",
        "",
        "0 of 1 run succeeded.",
        "run again: airflow dags backfill -s 2024-01-20 -e 2024-01-20 --rerun-failed-tasks northwind",
    ]


def test_a_green_run_with_a_failed_load_is_no_success(scheduler: Scheduler, backfill: Command) -> None:
    scheduler.fail_load_in_green_run("2024-01-20")
    ended = backfill("-s", "2024-01-20", "northwind")
    assert ended.exit_code == 1
    assert ended.out[3:] == [
        "2024-01-20  skipped, had failed  failed  2026-01-02 00:00:00     12.3  no: load_postgres failed",
        "",
        "0 of 1 run succeeded.",
        "run again: airflow dags backfill -s 2024-01-20 -e 2024-01-20 --rerun-failed-tasks northwind",
    ]
    assert scheduler.runs() == {"2024-01-20": "success"}


def test_a_green_run_with_a_failed_load_is_run_again_as_a_failed_one_is(
    scheduler: Scheduler, backfill: Command
) -> None:
    scheduler.create("2024-01-20", "success")
    scheduler.fail_load_in_green_run("2024-01-21")
    ended = backfill("-s", "2024-01-20", "-e", "2024-01-21", "--no-wait", "--rerun-failed-tasks", "northwind")
    assert ended.exit_code == 0
    assert ended.out[2:] == ["2024-01-20  skipped, had succeeded", "2024-01-21  run again, had failed"]
    assert scheduler.runs() == {"2024-01-20": "success", "2024-01-21": "queued"}


def test_a_run_that_stands_on_the_day_but_worked_for_another_is_found(scheduler: Scheduler, backfill: Command) -> None:
    scheduler.create("2024-01-20", by_hand=True, conf={"date": "2024-01-09"})
    scheduler.end("2024-01-20", worked_for="2024-01-09")
    ended = backfill("-s", "2024-01-20", "northwind")
    assert ended.exit_code == 1
    assert ended.out[3:] == [
        "2024-01-20  skipped, had succeeded  success  2026-01-02 00:00:00     12.3  "
        "no: extract_csv worked for 2024-01-09",
        "",
        "0 of 1 run succeeded.",
        "run again: airflow dags backfill -s 2024-01-20 -e 2024-01-20 --reset-dagruns northwind",
    ]
    # The command that it names runs the day as its own, whatever day the old conf holds.
    assert backfill("-s", "2024-01-20", "-e", "2024-01-20", "--reset-dagruns", "--no-wait", "northwind").exit_code == 0
    scheduler.end("2024-01-20")
    assert backfill("--watch", "northwind").exit_code == 0


def test_a_dry_run_creates_nothing(scheduler: Scheduler, backfill: Command) -> None:
    ended = backfill(*DAYS, "-n", "northwind")
    assert (ended.exit_code, ended.err) == (0, [])
    assert ended.out == [
        "day         run",
        "2024-01-20  created",
        "2024-01-21  created",
        "2024-01-22  created",
        "3 would run, at most 2 at a time.",
    ]
    assert (scheduler.runs(), scheduler.backfills()) == ({}, [])


@pytest.mark.parametrize("option", ["-n", "--no-wait"])
def test_a_paused_dag_is_refused_before_anything_is_created(
    scheduler: Scheduler, backfill: Command, option: str
) -> None:
    scheduler.pause()
    ended = backfill(*DAYS, option, "northwind")
    assert (ended.exit_code, ended.err) == (
        1,
        [
            "northwind is paused, so none of its days would start; "
            "unpause it: airflow dags unpause northwind, or add --unpause"
        ],
    )
    assert scheduler.backfills() == []


def test_a_paused_dag_is_unpaused_when_asked(scheduler: Scheduler, backfill: Command) -> None:
    scheduler.pause()
    ended = backfill(*DAYS, "--unpause", "--no-wait", "northwind")
    assert (ended.exit_code, ended.out[0]) == (0, "Unpaused northwind; its schedule runs again too.")
    with create_session() as session:
        assert session.get(DagModel, "northwind").is_paused is False


@pytest.mark.parametrize("state", ["running", "success"])
def test_a_silent_scheduler_is_refused_before_anything_is_created(
    scheduler: Scheduler, backfill: Command, state: str
) -> None:
    scheduler.beat(seconds_ago=95, state=state)
    ended = backfill(*DAYS, "northwind")
    assert ended.exit_code == 1
    assert re.fullmatch(
        r"the scheduler does not run \(last sign of life \d+ seconds ago\), so no day would start; "
        r"start it: docker compose up -d airflow-scheduler",
        "\n".join(ended.err),
    )
    assert scheduler.backfills() == []


@pytest.mark.usefixtures("scheduler")
def test_an_unknown_dag_is_refused_with_the_near_miss(backfill: Command) -> None:
    ended = backfill(*DAYS, "nortwind")
    assert (ended.exit_code, ended.err) == (1, ["nortwind: no such DAG, did you mean northwind?"])


@pytest.mark.usefixtures("scheduler")
def test_an_unknown_dag_without_a_near_miss_names_the_files_that_cannot_be_read(backfill: Command) -> None:
    ended = backfill(*DAYS, "unreadable")
    assert (ended.exit_code, ended.err) == (
        1,
        ["unreadable: no such DAG; these DAG files cannot be read: unreadable.py: KeyError: 'no setting for the DAG'"],
    )


@pytest.mark.usefixtures("scheduler")
def test_a_dag_whose_file_cannot_be_read_any_more_is_refused(backfill: Command) -> None:
    with create_session() as session:
        row = update(DagModel).where(DagModel.dag_id == "at_two")
        session.execute(row.values(has_import_errors=True, relative_fileloc="unreadable.py"))
    ended = backfill(*DAYS, "at_two")
    assert (ended.exit_code, ended.err) == (
        1,
        ["at_two: its file cannot be read: unreadable.py: KeyError: 'no setting for the DAG'; mend it first"],
    )


@pytest.mark.usefixtures("scheduler")
def test_a_dag_that_is_gone_is_refused(backfill: Command) -> None:
    with create_session() as session:
        session.execute(update(DagModel).where(DagModel.dag_id == "at_two").values(is_stale=True))
    ended = backfill(*DAYS, "at_two")
    assert (ended.exit_code, ended.err) == (
        1,
        ["at_two: no DAG file has it any more; is its file in dags/ still?"],
    )


def test_another_backfill_under_way_is_refused_with_whose_it_is(scheduler: Scheduler, backfill: Command) -> None:
    backfill(*DAYS, "--no-wait", "northwind")
    scheduler.end("2024-01-20")
    scheduler.set_backfill(triggering_user_name="ada")
    ended = backfill("-s", "2024-01-24", "northwind")
    assert ended.exit_code == 1
    assert re.fullmatch(
        r"northwind: a backfill is under way: 2024-01-20 to 2024-01-22, created \d{4}-\d\d-\d\d \d\d:\d\d UTC by ada, "
        r"2 of its 3 runs still to do; wait for it: airflow dags backfill --watch northwind; "
        r"or cancel it: airflow dags backfill --cancel northwind",
        "\n".join(ended.err),
    )
    assert "2024-01-24" not in scheduler.runs()


def test_cancelling_lets_nothing_more_start_and_strands_no_day(scheduler: Scheduler, backfill: Command) -> None:
    backfill(*DAYS, "--no-wait", "northwind")
    scheduler.start("2024-01-20")
    ended = backfill("--cancel", "northwind")
    assert (ended.exit_code, ended.err) == (0, [])
    assert ended.out == [
        "Cancelled the backfill of northwind: 2 runs will not start; 1 running, which go on to their end "
        "(stop one by 'Mark Dag Run as...' on its web page)."
    ]
    assert scheduler.runs() == {"2024-01-20": "running", "2024-01-21": "failed", "2024-01-22": "failed"}
    cancelled = scheduler.backfills()[0]
    assert (cancelled.completed_at is not None, cancelled.is_paused) == (True, False)


def test_days_stranded_by_another_way_of_cancelling_are_freed(scheduler: Scheduler, backfill: Command) -> None:
    backfill(*DAYS, "--no-wait", "northwind")
    scheduler.close_backfills()
    scheduler.set_backfill(is_paused=True)  # as the web page's button leaves it
    for day in ("2024-01-20", "2024-01-21", "2024-01-22"):
        scheduler.end(day)
    assert backfill("-s", "2024-01-24", "--no-wait", "northwind").exit_code == 0
    assert [made.is_paused for made in scheduler.backfills()] == [False, False]


@pytest.mark.usefixtures("scheduler")
@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("--cancel", "northwind: expected a backfill to cancel, found none under way"),
        ("--watch", "northwind: expected a backfill to watch, found none"),
    ],
)
def test_there_must_be_a_backfill_to_watch_or_cancel(backfill: Command, option: str, line: str) -> None:
    ended = backfill(option, "northwind")
    assert (ended.exit_code, ended.err) == (1, [line])


def test_watching_one_that_has_ended_shows_its_days(scheduler: Scheduler, backfill: Command) -> None:
    backfill(*DAYS, "--no-wait", "northwind")
    scheduler.end("2024-01-20")
    scheduler.end("2024-01-21", "failed")
    scheduler.delete_run("2024-01-22")
    ended = backfill("--watch", "northwind")
    assert ended.exit_code == 1
    assert ended.out == [
        "The newest backfill of northwind has ended.",
        "",
        "day         run  state    start (UTC)          seconds  published",
        "2024-01-20  run  success  2026-01-02 00:00:00     12.3  yes",
        "2024-01-21  run  failed   2026-01-02 00:00:00     12.3  no: load_postgres failed",
        "2024-01-22  run  missing  -                          -  no: its run was deleted",
        "",
        "1 of 3 runs succeeded and published.",
        "run again: airflow dags backfill -s 2024-01-21 -e 2024-01-21 --rerun-failed-tasks northwind",
        "run again: airflow dags backfill -s 2024-01-22 -e 2024-01-22 northwind",
    ]


def test_a_conf_that_the_dag_refuses_is_one_line(scheduler: Scheduler, backfill: Command) -> None:
    ended = backfill(*DAYS, "-c", '{"date": "someday"}', "northwind")
    assert (ended.exit_code, len(ended.err)) == (1, 1)
    assert ended.err[0].startswith("northwind: Airflow refuses the backfill: ")
    assert "someday" in ended.err[0]
    assert scheduler.backfills() == []

"""The command as its own process, started by the wrapper: signals, a terminal, a closed pipe, other commands."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
from importlib.metadata import version

import pytest

from conftest import Scheduler

AIRFLOW = shutil.which("airflow") or "airflow"
BACKFILL = [AIRFLOW, "dags", "backfill"]
BEGUN = "Ctrl-C leaves it running."
LEFT = [
    "Left while 2 of 2 days are still to do; Airflow goes on with them.",
    "  watch:   airflow dags backfill --watch northwind",
    "  cancel:  airflow dags backfill --cancel northwind",
]
TWO_DAYS = ["-s", "2024-01-20", "-e", "2024-01-21", "northwind"]


def test_the_wrapper_comes_first_on_the_path() -> None:
    assert AIRFLOW == "/opt/daybook/bin/airflow"


def test_other_commands_go_to_airflow_and_never_back_to_the_wrapper() -> None:
    ended = subprocess.run([AIRFLOW, "version"], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == version("apache-airflow-core")


def test_arguments_reach_the_command_as_they_were_given() -> None:
    ended = subprocess.run([*BACKFILL, "-s", "2024-01-20 07:00", "*", ""], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.splitlines()) == (
        2,
        "",
        [
            ": expected one DAG id, found another word",
            "--start-date: expected a whole day, as days are run as a whole, found '2024-01-20 07:00'; "
            "write 2024-01-20",
        ],
    )


def test_the_command_waits_until_all_days_have_ended_and_shows_them(scheduler: Scheduler) -> None:
    with subprocess.Popen([*BACKFILL, *TWO_DAYS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline()
        scheduler.end("2024-01-20")
        scheduler.end("2024-01-21", "failed")
        out, err = process.communicate(timeout=300)
    assert BEGUN in first
    assert (process.returncode, err) == (1, "")
    news, table = out.split("\n\n", maxsplit=1)
    assert sorted(line[10:] for line in news.splitlines()) == [
        "2024-01-20  success after 12 s",
        "2024-01-21  failed after 12 s",
    ]
    assert table.splitlines() == [
        "day         run      state    start (UTC)          seconds  published",
        "2024-01-20  created  success  2026-01-02 00:00:00     12.3  yes",
        "2024-01-21  created  failed   2026-01-02 00:00:00     12.3  no: load_postgres failed",
        "",
        "1 of 2 runs succeeded and published.",
        "run again: airflow dags backfill -s 2024-01-21 -e 2024-01-21 --rerun-failed-tasks northwind",
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_command_and_the_days_go_on(scheduler: Scheduler, number: signal.Signals) -> None:
    with subprocess.Popen([*BACKFILL, *TWO_DAYS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline()
        process.send_signal(number)
        out, err = process.communicate(timeout=300)
    assert BEGUN in first
    assert (process.returncode, out.strip().splitlines(), err) == (128 + number, LEFT, "")
    assert scheduler.runs() == {"2024-01-20": "queued", "2024-01-21": "queued"}
    assert scheduler.backfills()[0].completed_at is None


def test_ctrl_c_on_a_terminal_leaves_the_command_and_the_days_go_on(scheduler: Scheduler) -> None:
    exit_code, lines = on_a_terminal([*BACKFILL, *TWO_DAYS], BEGUN, b"\x03")
    assert (exit_code, lines[-3:]) == (130, LEFT)
    assert scheduler.runs() == {"2024-01-20": "queued", "2024-01-21": "queued"}


def test_days_that_succeeded_are_not_run_again_without_a_yes(scheduler: Scheduler) -> None:
    scheduler.create("2024-01-20", "success")
    command = [*BACKFILL, "--reset-dagruns", "--no-wait", *TWO_DAYS]
    exit_code, lines = on_a_terminal(command, "[y/N]", b"\n")
    assert (exit_code, lines) == (1, ["Run 2024-01-20 again? [y/N] ", "not confirmed; nothing was created"])
    assert scheduler.backfills() == []
    exit_code, lines = on_a_terminal(command, "[y/N]", b"\x03")
    assert (exit_code, lines[1:]) == (130, ["Stopped; no backfill was created."])
    assert scheduler.backfills() == []
    exit_code, lines = on_a_terminal(command, "[y/N]", b"y\n")
    assert (exit_code, scheduler.runs()) == (0, {"2024-01-20": "queued", "2024-01-21": "queued"})


@pytest.mark.usefixtures("scheduler")
def test_a_reader_that_leaves_is_no_error() -> None:
    command = [*BACKFILL, "-n", *TWO_DAYS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        complaint = process.stderr.read()
    assert (complaint, process.returncode) == ("", 128 + signal.SIGPIPE)


def test_a_database_that_cannot_be_used_is_one_line() -> None:
    broken = {**os.environ, "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": "sqlite:////nowhere/airflow.db"}
    ended = subprocess.run([*BACKFILL, *TWO_DAYS], env=broken, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (1, "Airflow's database cannot be used: unable to open database file\n")


def on_a_terminal(command: list[str], until: str, keys: bytes) -> tuple[int, list[str]]:
    """Run a command on a terminal of its own, press the keys once it has written `until`."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(command[0], command)  # noqa: S606
    output, pressed = b"", False
    while True:
        try:
            output += os.read(terminal, 4096)
        except OSError:  # the terminal is closed with its last process
            break
        if not pressed and until.encode() in output:
            os.write(terminal, keys)
            pressed = True
    os.close(terminal)
    exit_code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return exit_code, [line for line in output.decode().splitlines() if line]

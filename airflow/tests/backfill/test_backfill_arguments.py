"""The command line: what is taken, ignored and refused, with the whole lines that people read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from daybook_airflow.backfill.arguments import Action, Request, parse
from daybook_airflow.backfill.outcome import RefusedError

DAYS = ("-s", "2024-01-20", "-e", "2024-01-22")
THREE_DAYS = Request(Action.BACKFILL, "northwind", date(2024, 1, 20), date(2024, 1, 22))
CLEAR = "airflow tasks clear DAG -t TASK -s DAY -e DAY"


def changed(**fields: object) -> Request:
    return Request(**{**vars(THREE_DAYS), **fields})


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((*DAYS, "northwind"), THREE_DAYS),
        (("northwind", *DAYS), THREE_DAYS),
        (("--start-date=2024-01-20", "--end-date=2024-01-22", "northwind"), THREE_DAYS),
        (("-s", "2024-01-20T00:00:00", "-e", "2024-01-22 00:00:00+00:00", "northwind"), THREE_DAYS),
        (("-s", "2024-01-20T00:00Z", "-e", "2024-01-22T00:00:00.000Z", "northwind"), THREE_DAYS),
        (("-s", "2024-01-20", "northwind"), changed(last_day=date(2024, 1, 20))),
        (("-e", "2024-01-22", "northwind"), changed(first_day=date(2024, 1, 22))),
        ((*DAYS, "-c", '{"replace": true}', "northwind"), changed(conf={"replace": True})),
        ((*DAYS, "-B", "northwind"), changed(run_backwards=True)),
        ((*DAYS, "-n", "northwind"), changed(dry_run=True)),
        ((*DAYS, "-y", "northwind"), changed(yes=True)),
        ((*DAYS, "--rerun-failed-tasks", "northwind"), changed(rerun_failed=True)),
        ((*DAYS, "--reset-dagruns", "northwind"), changed(rerun_failed=True, rerun_succeeded=True)),
        ((*DAYS, "--max-active-runs", "10", "northwind"), changed(max_active_runs=10)),
        ((*DAYS, "--no-wait", "northwind"), changed(wait=False)),
        ((*DAYS, "--unpause", "northwind"), changed(unpause=True)),
        (("--watch", "northwind"), Request(Action.WATCH, "northwind")),
        (("--cancel", "northwind"), Request(Action.CANCEL, "northwind")),
        (
            ("-s", "2023-01-01", "-e", "2024-01-01", "northwind"),
            changed(first_day=date(2023, 1, 1), last_day=date(2024, 1, 1)),
        ),
        (
            ("-s", "2020-01-01", "-e", "2024-01-01", "-y", "northwind"),
            changed(first_day=date(2020, 1, 1), last_day=date(2024, 1, 1), yes=True),
        ),
    ],
)
def test_what_airflow_2_took_is_taken(arguments: tuple[str, ...], expected: Request) -> None:
    assert parse(arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        (("-l",), "--local: ignored; the scheduler's executor runs the tasks"),
        (("-x",), "--donot-pickle: ignored; DAGs are not pickled any more"),
        (("-v",), "--verbose: ignored; the tasks' logs are on the web page"),
        (("-S", "dags"), "--subdir: ignored; the DAG is taken as the DAG processor read it"),
        (
            ("--delay-on-limit", "1.5"),
            "--delay-on-limit: ignored; the scheduler starts a waiting day when there is room",
        ),
        (("--pool", "small"), "--pool: ignored; each task uses the pool that its DAG file names"),
        (
            ("-I",),
            "--ignore-first-depends-on-past: ignored; the scheduler decides by the DAG file's depends_on_past alone",
        ),
    ],
)
def test_options_without_a_meaning_are_named_and_ignored(arguments: tuple[str, ...], note: str) -> None:
    assert parse((*DAYS, *arguments, "northwind")) == changed(notes=(note,))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("-t", "load.*"),
            f"--task-regex: a backfill runs whole days; run single tasks of a day again with: {CLEAR}",
        ),
        (("-i",), f"--ignore-dependencies: tasks run in their order; run one alone on a day that ran with: {CLEAR}"),
        (
            ("-m",),
            "--mark-success: a backfill marks nothing; mark a run on its page, 'Mark Dag Run as...', 'success'",
        ),
        (("--continue-on-failures",), "--continue-on-failures: leave it out; a failed day never stops the other days"),
        (("--disable-retry",), "--disable-retry: a task's retries are set in its DAG file; set retries=0 there"),
        (("--treat-dag-as-regex",), "--treat-dag-as-regex: give one DAG id, and run the command once for each DAG"),
        (
            ("--treat-dag-id-as-regex",),
            "--treat-dag-id-as-regex: give one DAG id, and run the command once for each DAG",
        ),
        (("--max-active-runs", "0"), "--max-active-runs: expected a number from 1 to 9999, found '0'"),
        (("--max-active-runs", "two"), "--max-active-runs: expected a number from 1 to 9999, found 'two'"),
        (("-c", "[]"), "--conf: expected a JSON object such as '{\"replace\": true}', found '[]'"),
        (
            ("-c", "{replace}"),
            "--conf: expected JSON such as '{\"replace\": true}', found '{replace}': "
            "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        (("--max_active_runs", "3"), "--max_active_runs: no such option, did you mean --max-active-runs?"),
        (("--parallel",), "--parallel: no such option, airflow dags backfill --help lists the options"),
        (("southwind",), "southwind: expected one DAG id, found another word"),
        (
            ("--watch",),
            "--watch: expected no days, as a DAG has one backfill at a time; leave -s and -e out",
        ),
        (
            ("--cancel",),
            "--cancel: expected no days, as a DAG has one backfill at a time; leave -s and -e out",
        ),
        (
            ("--watch", "--cancel"),
            "argument --cancel: not allowed with argument --watch; airflow dags backfill --help lists the options",
        ),
        (("-c",), "argument -c/--conf: expected one argument; airflow dags backfill --help lists the options"),
    ],
)
def test_what_would_change_the_result_is_refused_in_one_line(arguments: tuple[str, ...], line: str) -> None:
    assert refusal("northwind", *DAYS, *arguments) == (2, (line,))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("-s", "2024-02-30"), "--start-date: expected a day that exists, YYYY-MM-DD, found '2024-02-30'"),
        (("-e", "2023-02-29"), "--end-date: expected a day that exists, YYYY-MM-DD, found '2023-02-29'"),
        (("-s", "yesterday"), "--start-date: expected a day such as 2024-01-20, found 'yesterday'"),
        (("-s", "20240120"), "--start-date: expected a day such as 2024-01-20, found '20240120'"),
        (("-s", "20.01.2024"), "--start-date: expected a day such as 2024-01-20, found '20.01.2024'"),
        (("-s", "٢٠٢٤-٠١-٢٠"), "--start-date: expected a day such as 2024-01-20, found '٢٠٢٤-٠١-٢٠'"),
        (("-s", ""), "--start-date: expected a day such as 2024-01-20, found ''"),
        (
            ("-s", "2024-01-20T07"),
            "--start-date: expected a whole day, as days are run as a whole, found '2024-01-20T07'; write 2024-01-20",
        ),
        (
            ("-e", "2024-01-20T00:00:00+01:00"),
            "--end-date: expected a whole day, as days are run as a whole, found '2024-01-20T00:00:00+01:00'; "
            "write 2024-01-20",
        ),
        (("-s", "2024-01-22", "-e", "2024-01-20"), "--end-date: expected 2024-01-22 or a later day, found 2024-01-20"),
        (
            ("-e", "2999-01-01"),
            "--end-date: expected a day that has ended in UTC, found 2999-01-01, which has not begun",
        ),
        (
            ("-s", "0224-01-20", "-e", "2024-01-20"),
            "--start-date: 0224-01-20 to 2024-01-20 are 657,438 days; add -y if more than a year is meant",
        ),
        (
            ("-s", "2023-01-01", "-e", "2024-01-02"),
            "--start-date: 2023-01-01 to 2024-01-02 are 367 days; add -y if more than a year is meant",
        ),
        ((), "--start-date: expected a day such as 2024-01-20, found none; give -s, -e or both"),
    ],
)
def test_a_day_that_cannot_be_run_is_refused_in_one_line(arguments: tuple[str, ...], line: str) -> None:
    assert refusal("northwind", *arguments) == (2, (line,))


def test_tomorrow_is_refused_and_today_is_left_to_the_schedule() -> None:
    today = datetime.now(UTC).date()
    tomorrow = today + timedelta(days=1)
    line = f"--end-date: expected a day that has ended in UTC, found {tomorrow}, which has not begun"
    assert refusal("northwind", "-s", str(today), "-e", str(tomorrow)) == (2, (line,))
    assert parse(("-s", str(today), "northwind")).last_day == today


def test_all_mistakes_are_named_at_once() -> None:
    assert refusal("-s", "2024-02-30", "-e", "yesterday", "-m", "-c", "1", "--max-active-runs", "-1") == (
        2,
        (
            "--mark-success: a backfill marks nothing; mark a run on its page, 'Mark Dag Run as...', 'success'",
            "expected a DAG id, as in: airflow dags backfill -s 2024-01-20 -e 2024-01-22 northwind",
            "--start-date: expected a day that exists, YYYY-MM-DD, found '2024-02-30'",
            "--end-date: expected a day such as 2024-01-20, found 'yesterday'",
            "--conf: expected a JSON object such as '{\"replace\": true}', found '1'",
            "--max-active-runs: expected a number from 1 to 9999, found '-1'",
        ),
    )


def test_help_names_every_option_of_airflow_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(("--help",))
    help_text = capsys.readouterr().out
    assert ended.value.code == 0
    for option in (
        *("--start-date", "--end-date", "--mark-success", "--local", "--donot-pickle", "--yes", "--conf", "--pool"),
        *("--continue-on-failures", "--disable-retry", "--ignore-dependencies", "--ignore-first-depends-on-past"),
        *("--subdir", "--delay-on-limit", "--dry-run", "--verbose", "--reset-dagruns", "--rerun-failed-tasks"),
        *("--run-backwards", "--treat-dag-as-regex", "--treat-dag-id-as-regex", "--task-regex"),
        *("--max-active-runs", "--no-wait", "--unpause", "--watch", "--cancel"),
    ):
        assert option in help_text, option


def refusal(*arguments: str) -> tuple[int, tuple[str, ...]]:
    with pytest.raises(RefusedError) as refused:
        parse(arguments)
    return refused.value.exit_code, refused.value.lines

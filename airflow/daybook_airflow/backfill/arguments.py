"""The command line of `airflow dags backfill`: what Airflow 2 took, and a few options of our own."""

from __future__ import annotations

import argparse
import difflib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, NoReturn

from daybook_airflow.backfill.options_of_airflow_2 import IGNORED, REFUSED, FormerOption
from daybook_airflow.backfill.outcome import USAGE, RefusedError

PROGRAM = "airflow dags backfill"
DEFAULT_MAX_ACTIVE_RUNS = 2
MOST_DAYS_UNASKED = 366

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](.*))?", re.ASCII | re.DOTALL)
_MIDNIGHT = re.compile(r"00:00(:00(\.0{1,6})?)?(Z|[+-]00:?00)?", re.ASCII)

_EXAMPLES = """
each day from -s to -e is run, both ends included; a day is a day in UTC

what happens to a day that has a run already:
  by default          it is left alone; it counts when it succeeded and is published
  --rerun-failed-tasks  it is run again, all its tasks, when it failed
  --reset-dagruns       it is run again, whether it failed or succeeded; without -c with the settings it had

examples:
  airflow dags backfill -s 2024-01-20 -e 2024-01-22 northwind
  airflow dags backfill -s 2024-01-20 -e 2024-01-22 --rerun-failed-tasks northwind
  airflow dags backfill --watch northwind
  airflow dags backfill --cancel northwind

Ctrl-C leaves the command; the backfill goes on, and --watch shows it again.

exit codes:
  0    each day asked for succeeded and is published (--no-wait: was created; --dry-run: could be created)
  1    a day failed or is not published, or the backfill cannot be created; one line says why
  2    the command line asks for something that cannot be
  130  left by Ctrl-C (143 by SIGTERM); the backfill goes on
"""


class Action(Enum):
    """What the command is asked to do."""

    BACKFILL = "backfill"
    WATCH = "watch"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Request:
    """What was asked for; the days are given for a backfill only."""

    action: Action
    dag_id: str
    first_day: date = date.min
    last_day: date = date.min
    conf: dict[str, Any] | None = None
    run_backwards: bool = False
    dry_run: bool = False
    rerun_failed: bool = False
    rerun_succeeded: bool = False
    yes: bool = False
    max_active_runs: int = DEFAULT_MAX_ACTIVE_RUNS
    wait: bool = True
    unpause: bool = False
    notes: tuple[str, ...] = ()


class _OneLineParser(argparse.ArgumentParser):
    """Refuses in one line; argparse prints its usage before each error."""

    def error(self, message: str) -> NoReturn:
        raise RefusedError(f"{message}; {PROGRAM} --help lists the options", exit_code=USAGE)


def parse(arguments: Sequence[str]) -> Request:
    """Read the command line.

    :raises RefusedError: with one line for each thing that is wrong with it, and the exit code for usage
    :raises SystemExit: after --help
    """
    parser = _parser()
    found, unknown = parser.parse_known_args(arguments)
    problems = _unknown(unknown, parser)
    problems += [f"{option.long_name}: {option.say}" for option in _given(REFUSED, found)]
    action = Action.WATCH if found.watch else Action.CANCEL if found.cancel else Action.BACKFILL
    if not found.dag_id:
        problems.append(f"expected a DAG id, as in: {PROGRAM} -s 2024-01-20 -e 2024-01-22 northwind")
    first, last = _days(found, action, problems)
    conf = _conf(found.conf, problems)
    max_active_runs = _max_active_runs(found.max_active_runs, problems)
    if problems:
        raise RefusedError(*problems, exit_code=USAGE)
    return Request(
        action=action,
        dag_id=found.dag_id,
        first_day=first,
        last_day=last,
        conf=conf,
        run_backwards=found.run_backwards,
        dry_run=found.dry_run,
        rerun_failed=found.rerun_failed_tasks or found.reset_dagruns,
        rerun_succeeded=found.reset_dagruns,
        yes=found.yes,
        max_active_runs=max_active_runs,
        wait=not found.no_wait,
        unpause=found.unpause,
        notes=tuple(f"{option.long_name}: ignored; {option.say}" for option in _given(IGNORED, found)),
    )


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(
        prog=PROGRAM,
        usage=f"{PROGRAM} -s DAY [-e DAY] [options] DAG",
        description="Runs a DAG for each day of a range, waits until all have ended, and shows them in a table.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("dag_id", nargs="?", metavar="DAG", help="the id of the DAG, such as northwind")
    _add_options_of_airflow_2(parser.add_argument_group("as in Airflow 2"))
    _add_own_options(parser.add_argument_group("beyond Airflow 2"))
    _add_former_options(parser.add_argument_group("of Airflow 2, ignored: they mean nothing any more"), IGNORED)
    _add_former_options(parser.add_argument_group("of Airflow 2, refused: the result would be another"), REFUSED)
    return parser


def _add_options_of_airflow_2(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-s", "--start-date", metavar="DAY", help="the first day; without it, the day of -e")
    group.add_argument("-e", "--end-date", metavar="DAY", help="the last day, included; without it, the day of -s")
    group.add_argument("-c", "--conf", metavar="JSON", help="settings of each run, a JSON object")
    group.add_argument("-B", "--run-backwards", action="store_true", help="start with the last day")
    group.add_argument("-n", "--dry-run", action="store_true", help="show what would be created, and create nothing")
    group.add_argument("--rerun-failed-tasks", action="store_true", help="run days again that failed")
    group.add_argument("--reset-dagruns", action="store_true", help="run days again, failed or succeeded")
    group.add_argument(
        "-y",
        "--yes",
        action="store_true",
        help=f"ask nothing before days that succeeded are run again, and allow more than {MOST_DAYS_UNASKED} days",
    )


def _add_own_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--max-active-runs",
        metavar="N",
        default=str(DEFAULT_MAX_ACTIVE_RUNS),
        help="how many days run at the same time (default: %(default)s)",
    )
    group.add_argument("--no-wait", action="store_true", help="create the backfill and leave")
    group.add_argument("--unpause", action="store_true", help="unpause a paused DAG, whose days would never start")
    either = group.add_mutually_exclusive_group()
    either.add_argument("--watch", action="store_true", help="wait for the DAG's newest backfill, whoever created it")
    either.add_argument("--cancel", action="store_true", help="cancel the DAG's backfill: no further day starts")


def _add_former_options(group: argparse._ArgumentGroup, options: Iterable[FormerOption]) -> None:
    for option in options:
        if option.value is None:
            group.add_argument(*option.names, action="store_true", help=option.say)
        else:
            group.add_argument(*option.names, metavar=option.value, help=option.say)


def _given(options: Iterable[FormerOption], found: argparse.Namespace) -> list[FormerOption]:
    attributes = {option: option.long_name.removeprefix("--").replace("-", "_") for option in options}
    return [option for option, attribute in attributes.items() if getattr(found, attribute) not in (None, False)]


def _unknown(words: Sequence[str], parser: argparse.ArgumentParser) -> list[str]:
    options = [word for word in words if word.startswith("-")]
    if options:  # the other words may be their values
        return [_unknown_option(option, parser) for option in options]
    return [f"{word}: expected one DAG id, found another word" for word in words]


def _unknown_option(option: str, parser: argparse.ArgumentParser) -> str:
    name = option.partition("=")[0]
    near = difflib.get_close_matches(name, list(parser._option_string_actions), n=1)
    hint = f"did you mean {near[0]}?" if near else f"{PROGRAM} --help lists the options"
    return f"{name}: no such option, {hint}"


def _days(found: argparse.Namespace, action: Action, problems: list[str]) -> tuple[date, date]:
    given = {"--start-date": found.start_date, "--end-date": found.end_date}
    days = [_day(option, text, problems) for option, text in given.items() if text is not None]
    if action is not Action.BACKFILL:
        if days:
            problems.append(
                f"--{action.value}: expected no days, as a DAG has one backfill at a time; leave -s and -e out"
            )
        return date.min, date.min
    if not days:
        problems.append("--start-date: expected a day such as 2024-01-20, found none; give -s, -e or both")
        return date.min, date.min
    first, last = days[0], days[-1]
    if first is None or last is None:
        return date.min, date.min
    if last < first:
        problems.append(f"--end-date: expected {first} or a later day, found {last}")
    elif (last - first).days >= MOST_DAYS_UNASKED and not found.yes:
        count = (last - first).days + 1
        problems.append(f"--start-date: {first} to {last} are {count:,} days; add -y if more than a year is meant")
    return first, last


def _day(option: str, text: str, problems: list[str]) -> date | None:
    parts = _DAY.fullmatch(text.strip())
    if parts is None:
        problems.append(f"{option}: expected a day such as 2024-01-20, found {text!r}")
        return None
    try:
        day = date.fromisoformat(parts[1])
    except ValueError:
        problems.append(f"{option}: expected a day that exists, YYYY-MM-DD, found {text!r}")
        return None
    if parts[2] is not None and not _MIDNIGHT.fullmatch(parts[2].strip()):
        problems.append(f"{option}: expected a whole day, as days are run as a whole, found {text!r}; write {day}")
        return None
    if day > datetime.now(UTC).date():
        problems.append(f"{option}: expected a day that has ended in UTC, found {day}, which has not begun")
        return None
    return day


def _conf(text: str | None, problems: list[str]) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        conf = json.loads(text)
    except ValueError as error:
        problems.append(f"--conf: expected JSON such as '{{\"replace\": true}}', found {text!r}: {error}")
        return None
    if not isinstance(conf, dict):
        problems.append(f"--conf: expected a JSON object such as '{{\"replace\": true}}', found {text!r}")
        return None
    return conf


def _max_active_runs(text: str, problems: list[str]) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text, re.ASCII):
        problems.append(f"--max-active-runs: expected a number from 1 to 9999, found {text!r}")
        return DEFAULT_MAX_ACTIVE_RUNS
    return int(text)

"""The command itself: from the command line to the exit code."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy.exc import DBAPIError

from daybook_airflow.backfill import creation, table
from daybook_airflow.backfill.airflow_names import DagModel, create_session
from daybook_airflow.backfill.airflow_state import Obstacle, find_dag, obstacles
from daybook_airflow.backfill.arguments import PROGRAM, Action, Request
from daybook_airflow.backfill.outcome import DONE, NOT_DONE, RefusedError, Stopped
from daybook_airflow.backfill.periods import Period, between
from daybook_airflow.backfill.plan import How, Planned, make_plan
from daybook_airflow.backfill.waiting import DayResult, Watch, read_days, results


def run(request: Request) -> int:
    """Do what was asked for and return the exit code.

    :raises RefusedError: with the lines to print
    """
    for note in request.notes:
        sys.stderr.write(f"{note}\n")
    try:
        if request.action is Action.CANCEL:
            _say(creation.cancel(request.dag_id))
            return DONE
        if request.action is Action.WATCH:
            return _watch_newest(request)
        return _backfill(request)
    except DBAPIError as error:
        cause = str(error.orig).strip().splitlines()[0]
        raise RefusedError(f"Airflow's database cannot be used: {cause}") from error


def _backfill(request: Request) -> int:
    with create_session() as session:
        dag = find_dag(request.dag_id, session)
        periods = between(dag, request.first_day, request.last_day)
        plan = make_plan(request, periods, session)
    if request.dry_run:
        return _dry_run(request, plan)
    if all(planned.how in (How.HAD_SUCCEEDED, How.HAD_FAILED) for planned in plan):
        _say("Every day has a run already; nothing is created.")
        return _finish(request.dag_id, plan)
    _clear_the_way(request)
    if not any(planned.how.runs for planned in plan):
        return _watch(Watch(request.dag_id, None, plan, _say_with_time), request.dag_id, plan)
    _confirm(request, plan)
    creation.wait_for_room(request.dag_id, _say)
    return _create_and_watch(request, periods, plan)


def _dry_run(request: Request, plan: Sequence[Planned]) -> int:
    _say(table.plan_table(plan))
    if not any(planned.how.runs for planned in plan):
        _say("Nothing would be created.")
        return DONE
    in_the_way = _in_the_way(request)
    with create_session() as session:
        active = creation.active_backfill(request.dag_id, session)
    if active is not None and active.runs_to_do:
        in_the_way.append(active.describe(request.dag_id))
    if in_the_way:
        raise RefusedError(*in_the_way)
    _say(f"{sum(planned.how.runs for planned in plan)} would run, at most {request.max_active_runs} at a time.")
    return DONE


def _create_and_watch(request: Request, periods: Sequence[Period], plan: Sequence[Planned]) -> int:
    watch = None
    try:
        with _stops_deferred():
            backfill_id = creation.create(request, periods)
            with create_session() as session:
                plan = creation.settled(plan, backfill_id, session)
            watch = Watch(request.dag_id, backfill_id, plan, _say_with_time)
        _say(_begun(request, plan))
        if not request.wait:
            _say(table.plan_table(plan))
            return DONE
        watch.until_all_ended()
    except Stopped as stopped:
        if watch is not None:
            stopped.words = _farewell(request.dag_id, watch)
        raise
    return _finish(request.dag_id, plan)


def _watch_newest(request: Request) -> int:
    with create_session() as session:
        backfill_id, plan = creation.newest_plan(request.dag_id, session)
        days = read_days(request.dag_id, plan, session)
    if all(day.has_ended for day in days):
        _say(f"The newest backfill of {request.dag_id} has ended.")
        return _finish(request.dag_id, plan)
    return _watch(Watch(request.dag_id, backfill_id, plan, _say_with_time), request.dag_id, plan)


def _watch(watch: Watch, dag_id: str, plan: Sequence[Planned]) -> int:
    try:
        watch.until_all_ended()
    except Stopped as stopped:
        stopped.words = _farewell(dag_id, watch)
        raise
    return _finish(dag_id, plan)


def _farewell(dag_id: str, watch: Watch) -> str:
    return (
        f"Left while {watch.days_to_do()} of {watch.days} days are still to do; Airflow goes on with them.\n"
        f"  watch:   {PROGRAM} --watch {dag_id}\n"
        f"  cancel:  {PROGRAM} --cancel {dag_id}"
    )


def _finish(dag_id: str, plan: Sequence[Planned]) -> int:
    with create_session() as session:
        found: list[DayResult] = results(dag_id, read_days(dag_id, plan, session), session)
    _say("")
    _say(table.table(found))
    _say("")
    _say(table.summary(found))
    for line in table.advice(dag_id, found):
        _say(line)
    return DONE if all(result.succeeded for result in found) else NOT_DONE


def _begun(request: Request, plan: Sequence[Planned]) -> str:
    runs = sum(planned.how.runs for planned in plan)
    left_alone = f", {len(plan) - runs} left alone" if runs < len(plan) else ""
    leave = " Ctrl-C leaves it running." if request.wait else ""
    return (
        f"Backfill of {request.dag_id}, {_range(request)}: "
        f"{runs} to run{left_alone}, at most {request.max_active_runs} at a time.{leave}"
    )


def _range(request: Request) -> str:
    if request.first_day == request.last_day:
        return str(request.first_day)
    return f"{request.first_day} to {request.last_day}, both included"


def _clear_the_way(request: Request) -> None:
    in_the_way = _in_the_way(request)
    if in_the_way:
        raise RefusedError(*in_the_way)
    with create_session() as session:
        model = session.get(DagModel, request.dag_id)
        if request.unpause and model is not None and model.is_paused:
            model.is_paused = False
            _say(f"Unpaused {request.dag_id}; its schedule runs again too.")
    creation.release_cancelled(request.dag_id)


def _in_the_way(request: Request) -> list[str]:
    with create_session() as session:
        found = obstacles(request.dag_id, None, session)
    if request.unpause:
        found.pop(Obstacle.DAG_PAUSED, None)
    elif Obstacle.DAG_PAUSED in found:
        found[Obstacle.DAG_PAUSED] += ", or add --unpause"
    return list(found.values())


def _confirm(request: Request, plan: Sequence[Planned]) -> None:
    again = [planned.period.name for planned in plan if planned.how is How.SUCCEEDED_AGAIN]
    if not again or request.yes or not sys.stdin.isatty():
        return
    days = again[0] if len(again) == 1 else f"{len(again)} days that succeeded, {min(again)} to {max(again)}"
    sys.stdout.write(f"Run {days} again? [y/N] ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise RefusedError("not confirmed; nothing was created")


@contextmanager
def _stops_deferred() -> Iterator[None]:
    """Hold signals back while a backfill is created, so that it is never left without its runs."""
    held = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, held)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _say_with_time(words: str) -> None:
    _say(f"{datetime.now(UTC):%H:%M:%S}  {words}")

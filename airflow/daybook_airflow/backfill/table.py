"""What the command prints at its end: a table, one line a day, and the commands that help where a day is not done."""

from __future__ import annotations

from collections.abc import Sequence

from daybook_airflow.backfill.arguments import PROGRAM
from daybook_airflow.backfill.periods import command_ranges
from daybook_airflow.backfill.plan import Planned
from daybook_airflow.backfill.waiting import DayResult

_HEADINGS = ("day", "run", "state", "start (UTC)", "seconds", "published")
_RIGHT_ALIGNED = {"seconds"}


def table(results: Sequence[DayResult]) -> str:
    """Show the days in the order of the calendar."""
    rows = [_row(result) for result in sorted(results, key=lambda each: each.day.planned.period.logical_date)]
    return _aligned(_HEADINGS, rows)


def plan_table(plan: Sequence[Planned]) -> str:
    """Show the days in the order in which they would start."""
    return _aligned(("day", "run"), [(planned.period.name, planned.how.value) for planned in plan])


def summary(results: Sequence[DayResult]) -> str:
    """Count what succeeded, in one line."""
    done = sum(result.succeeded for result in results)
    published = any(result.publication.published for result in results)
    runs = "run" if len(results) == 1 else "runs"
    return f"{done} of {len(results)} {runs} succeeded{' and published' if published else ''}."


def advice(dag_id: str, results: Sequence[DayResult]) -> list[str]:
    """List the commands to type for days that are not done."""
    periods = [result.day.planned.period for result in results]
    failed = {result.day.name for result in results if result.day.state == "failed"}
    missing = {result.day.name for result in results if result.day.state == "missing"}
    not_published = {result.day.name for result in results if result.day.state == "success" and not result.succeeded}
    lines = []
    for chosen, option in ((failed, "--rerun-failed-tasks "), (not_published, "--reset-dagruns "), (missing, "")):
        for first, last in command_ranges(periods, chosen):
            lines.append(f"run again: {PROGRAM} -s {first} -e {last} {option}{dag_id}")
    return lines


def _row(result: DayResult) -> tuple[str, ...]:
    day = result.day
    started = f"{day.started:%Y-%m-%d %H:%M:%S}" if day.started else "-"
    seconds = f"{day.seconds:.1f}" if day.seconds is not None else "-"
    return (day.name, day.planned.how.value, day.state, started, seconds, result.publication.words)


def _aligned(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if heading in _RIGHT_ALIGNED else cell.ljust(width)
            for heading, cell, width in zip(headings, line, widths, strict=True)
        ).rstrip()
        for line in lines
    )

"""What an orchestrator needs to know of a step: exit codes, its receipt, its period. Knows neither Airflow nor Docker.

docs/step-contract.md says it in full.
"""

from __future__ import annotations

import dataclasses
import difflib
import enum
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any


class Retry(enum.Enum):
    """Whether another attempt can end better than the one that failed."""

    NEVER = "no"
    ONCE = "once"
    ALWAYS = "yes"


@dataclasses.dataclass(frozen=True)
class ExitCode:
    """What an exit code other than 0 means."""

    meaning: str
    retry: Retry


EXIT_CODES: Mapping[int, ExitCode] = {
    3: ExitCode("the JVM ran out of heap", Retry.ONCE),
    64: ExitCode("a bad argument", Retry.NEVER),
    65: ExitCode("bad data", Retry.NEVER),
    66: ExitCode("what the step reads is not there for this day", Retry.NEVER),
    69: ExitCode("a host or service did not answer", Retry.ALWAYS),
    70: ExitCode("a bug; its stack trace is in the log", Retry.NEVER),
    73: ExitCode("an output cannot be created", Retry.ONCE),
    74: ExitCode("an I/O error or a full disk", Retry.ONCE),
    75: ExitCode("temporary: a lock is held, a connection was cut", Retry.ALWAYS),
    77: ExitCode("permission denied or password refused", Retry.NEVER),
    78: ExitCode("a setting is missing or contradictory", Retry.NEVER),
    134: ExitCode("the JVM crashed", Retry.ONCE),
    137: ExitCode("killed, over the memory limit or from outside", Retry.ONCE),
    143: ExitCode("stopped by SIGTERM; its line says whether something was published", Retry.ALWAYS),
}
OTHER_EXIT_CODE = ExitCode("not an exit code of a step", Retry.ONCE)


def exit_code(number: int) -> ExitCode:
    """Return what an exit code means; a number that no step uses is tried again once."""
    return EXIT_CODES.get(number, OTHER_EXIT_CODE)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a container ended: its exit code, whether the kernel killed it for its memory, and all of its stdout."""

    exit_code: int
    out_of_memory: bool
    stdout: str

    def receipt(self, step: str, day: str) -> dict[str, Any] | None:
        """Return the receipt, the last line of stdout; None when that is no receipt of this step and day."""
        lines = self.stdout.splitlines()
        try:
            receipt = json.loads(lines[-1]) if lines else None
        except ValueError:
            return None
        if not isinstance(receipt, dict) or receipt.get("step") != step or "status" not in receipt:
            return None
        # A refused command line does not know its day yet. One of many periods has the first of them as its period.
        return receipt if receipt.get("through", receipt.get("period", day)) == day else None


def day_problem(text: str) -> str | None:
    """Say what is wrong with a day, in one line; None when it is a day that exists, such as `2024-01-20`."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and date.fromisoformat(text):
            return None
    except ValueError:
        pass  # the text looks like a day that does not exist
    return f"date: expected a day YYYY-MM-DD that exists, found '{text}'; trigger a run with such a day"


def hour_problem(text: str) -> str | None:
    """Say what is wrong with an hour, in one line; None when it is an hour that exists, such as `2020-01-01T07`."""
    day, _, hour = text.partition("T")
    if re.fullmatch(r"[01][0-9]|2[0-3]", hour) and day_problem(day) is None:
        return None
    return f"date: expected an hour YYYY-MM-DDTHH that exists, found '{text}'; trigger a run with such an hour"


def month_problem(text: str) -> str | None:
    """Say what is wrong with a month's last day, in one line; None when it is one, such as `2024-01-31`."""
    if day_problem(text) is None and (date.fromisoformat(text) + timedelta(days=1)).day == 1:
        return None
    return f"date: expected the last day of a month, YYYY-MM-DD, found '{text}'; trigger a run with such a day"


def unknown_keys_problem(conf: Iterable[str], known: Iterable[str]) -> str | None:
    """Say which keys of a run's conf are no parameters, and what was probably meant; None when all are."""
    names = sorted(set(known))
    problems = []
    for key in sorted(set(conf) - set(names)):
        near = difflib.get_close_matches(key, names, n=1)
        problems.append(f"'{key}'" + (f" (did you mean '{near[0]}'?)" if near else ""))
    if not problems:
        return None
    return f"conf: expected only {', '.join(names)}, found {', '.join(problems)}; trigger a run without it"

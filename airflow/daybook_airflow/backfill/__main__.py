"""Starts the command: `python -m daybook_airflow.backfill`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib.metadata import version
from types import FrameType
from typing import NoReturn

from daybook_airflow.backfill.arguments import parse
from daybook_airflow.backfill.outcome import RefusedError, Stopped

PIPE_CLOSED = 128 + signal.SIGPIPE


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; on Airflow 2 its own command takes over."""
    if version("apache-airflow").startswith("2."):
        os.execvp(sys.executable, [sys.executable, "-m", "airflow", "dags", "backfill", *arguments])  # noqa: S606
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        request = parse(arguments)
        # Airflow's own log lines would stand between the command's; Airflow reads this when it is first imported.
        os.environ["AIRFLOW__LOGGING__LOGGING_LEVEL"] = "ERROR"
        from daybook_airflow.backfill.command import run

        return run(request)
    except RefusedError as refused:
        for line in refused.lines:
            sys.stderr.write(f"{line}\n")
        return refused.exit_code
    except Stopped as stopped:
        # On a terminal the cursor stands behind the ^C that it has echoed.
        sys.stdout.write(f"\n{stopped.words}\n")
        return stopped.exit_code
    except BrokenPipeError:
        # Whoever read the output has left. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED


def _stop(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    raise Stopped(number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How the command ends: exit codes, and the exceptions that end it early."""

from __future__ import annotations

DONE = 0
"""Each day asked for succeeded and is published."""

NOT_DONE = 1
"""A day failed, is not published, or nothing could be created."""

USAGE = 2
"""The command line asks for something that cannot be."""


class RefusedError(Exception):
    """Ends the command with lines that each say what was expected, what was found and what to do."""

    def __init__(self, *lines: str, exit_code: int = NOT_DONE) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
        self.exit_code = exit_code


class Stopped(BaseException):
    """A signal asked the command to leave. Like KeyboardInterrupt not an Exception, so that no library swallows it."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.exit_code = 128 + signal_number
        self.words = "Stopped; no backfill was created."

"""Runs commands of the host, with their output in the exception when they fail."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class Finished:
    """A command that has ended: its exit code, both streams, and the seconds it took."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def text(self) -> str:
        """Both streams, what a user would see."""
        return self.out + self.err


class CommandError(AssertionError):
    """A command ended with another exit code than expected."""


def run(
    command: Sequence[str],
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    text_in: str | None = None,
    expect: int | None = 0,
    timeout: float = 600,
) -> Finished:
    """Run a command to its end.

    :param text_in: what it reads from stdin; nothing when None
    :param expect: the exit code it must have; any when None
    :param timeout: seconds
    :raises CommandError: when the exit code is another one
    """
    started = time.monotonic()
    done = subprocess.run(
        list(command),
        cwd=folder,
        env=environment,
        input=text_in if text_in is not None else "",
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    finished = Finished(done.returncode, done.stdout, done.stderr, time.monotonic() - started)
    if expect is not None and finished.code != expect:
        message = f"{' '.join(command)}: expected exit code {expect}, found {finished.code}\n{finished.text[-6000:]}"
        raise CommandError(message)
    return finished


def wait_until(
    what: str,
    probe: Callable[[], Value | None],
    *,
    timeout: float,
    every: float = 0.5,
    state: Callable[[], object] | None = None,
) -> Value:
    """Call a probe until it gives something true, and return that.

    :param what: named in the error when it never does
    :param timeout: seconds
    :param state: what to show in that error
    :raises AssertionError: when the time is over
    """
    deadline = time.monotonic() + timeout
    while True:
        value = probe()
        if value:
            return value
        if time.monotonic() > deadline:
            shown = "" if state is None else f"; found {state()}"
            raise AssertionError(f"expected within {timeout:.0f} s: {what}{shown}")
        time.sleep(every)

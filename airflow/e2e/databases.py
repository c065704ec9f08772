"""The stack's two databases, asked by psql in their own containers, because they publish no port."""

import csv
import io
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from commands import run, wait_until
from stack import Stack


class Database:
    """A database of the stack, as its superuser."""

    def __init__(self, stack: Stack, service: str, name: str) -> None:
        self._container = stack.container_of(service)
        self._psql = [
            "psql",
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            "/var/run/postgresql",
            "-U",
            "postgres",
            "-d",
            name,
        ]

    def rows(self, sql: str) -> list[dict[str, str]]:
        """The rows of a query; NULL and empty text are both empty."""
        command = ["docker", "exec", "-i", self._container, *self._psql, "--csv"]
        return list(csv.DictReader(io.StringIO(run(command, text_in=sql).out)))

    def value(self, sql: str) -> str:
        """The one value of a query."""
        (row,) = self.rows(sql)
        (value,) = row.values()
        return value

    def execute(self, sql: str) -> None:
        """Run statements."""
        run(["docker", "exec", "-i", self._container, *self._psql], text_in=sql)

    @contextmanager
    def holding(self, sql: str) -> Iterator[None]:
        """Hold what a statement takes (a lock) in a session of its own."""
        command = ["docker", "exec", "-i", self._container, *self._psql, "-At"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as session:
            assert session.stdin
            assert session.stdout
            session.stdin.write(f"BEGIN;\n{sql};\nSELECT 'held';\n")
            session.stdin.flush()
            while (line := session.stdout.readline()).strip() != "held":
                assert line, f"expected to hold: {sql}; found that psql ended"
            try:
                yield
            finally:
                session.stdin.close()
                session.stdout.read()

    def wait_until_blocked(self, role: str, wait_event: str, timeout: float = 60) -> str:
        """Wait until a session of a role waits for an event; returns its process id."""
        sql = f"SELECT pid FROM pg_stat_activity WHERE usename = '{role}' AND wait_event = '{wait_event}' LIMIT 1"
        return wait_until(
            f"a session of {role} waiting for {wait_event}",
            lambda: next((row["pid"] for row in self.rows(sql)), None),
            timeout=timeout,
        )

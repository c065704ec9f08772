"""A gate inside the source: an extract that reads the view e2e.gate waits as long as a test keeps the gate shut.

So a task can be caught in the middle of its work for as long as a test needs it there, without a guess at times.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from airflow_api import AirflowApi, Run
from commands import wait_until
from databases import Database
from stack import Container, Stack

LOCK = 4242
DAGS = ("gated", "impatient", "greedy", "broken")

VIEW = f"""
CREATE SCHEMA IF NOT EXISTS e2e;
CREATE OR REPLACE FUNCTION e2e.pass_gate() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    WHILE NOT pg_try_advisory_lock_shared({LOCK}) LOOP
        PERFORM pg_sleep(0.1);
    END LOOP;
    RETURN pg_advisory_unlock_shared({LOCK});
END $$;
CREATE OR REPLACE VIEW e2e.gate AS SELECT e2e.pass_gate() AS passed;
"""


@dataclass
class Gate:
    """Shut, it holds every extract that reads it; open, it lets them pass."""

    stack: Stack
    source: Database
    _held: ExitStack | None = None

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Keep the gate shut, until it is opened."""
        with ExitStack() as held:
            held.enter_context(self.source.holding(f"SELECT pg_advisory_xact_lock({LOCK})"))
            self._held = held
            yield
            self._held = None

    def open(self) -> None:
        """Open the gate before the block that keeps it shut has ended."""
        if self._held:
            self._held.close()

    def wait_for_extract(self, run: Run, task_id: str = "extract_postgres", try_number: int = 1) -> Container:
        """Wait until this task's container is at the gate, in the middle of its work."""

        def there() -> Container | None:
            waiting = self.source.value(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'extract' AND wait_event = 'PgSleep'"
            )
            if waiting == "0":
                return None
            return next(
                (
                    one
                    for one in self.stack.task_containers()
                    if one.is_of(run.dag_id, task_id, run.run_id)
                    and one.state == "running"
                    and one.try_number == try_number
                ),
                None,
            )

        return wait_until(f"try {try_number} of {task_id} of {run} at the gate", there, timeout=90)


def make_gate(stack: Stack, api: AirflowApi, source: Database) -> Gate:
    """Make the view, and put the DAGs that read it where Airflow finds them."""
    source.execute(VIEW)
    shutil.copytree(Path(__file__).parent / "dags", stack.folder / "dags" / "e2e", dirs_exist_ok=True)
    for dag_id in DAGS:
        wait_until(f"DAG {dag_id} to be seen", lambda dag_id=dag_id: _is_seen(api, dag_id), timeout=90, every=1)
    return Gate(stack, source)


def _is_seen(api: AirflowApi, dag_id: str) -> bool:
    return api.call("GET", f"/api/v2/dags/{dag_id}").status_code == 200

"""An outage of the API server of two minutes, during which tests that do not need it can run."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from airflow_api import AirflowApi, Run
from gate import Gate
from stack import Stack

SERVICE = "airflow-api-server"
SECONDS = 120
DAY = "2024-03-20"


@dataclass
class Outage:
    """A task in the middle of its work, and since when the API server has been away."""

    stack: Stack
    run: Run
    container: str
    since: float
    seconds: float = 0

    def end(self) -> None:
        """Start the API server again once two minutes are over; does nothing the second time."""
        if self.seconds:
            return
        time.sleep(max(0.0, self.since + SECONDS - time.monotonic()))
        self.seconds = time.monotonic() - self.since
        self.stack.compose("up", "--detach", "--no-deps", "--wait", SERVICE)


@contextmanager
def api_server_away(stack: Stack, api: AirflowApi, gate: Gate) -> Iterator[Outage]:
    """Stop the API server while an extract is at the gate, which stays shut until the end."""
    with gate.shut():
        run = api.trigger("gated", {"date": DAY})
        container = gate.wait_for_extract(run)
        stack.compose("stop", "--timeout", "5", SERVICE)
        outage = Outage(stack, run, container.id, time.monotonic())
        try:
            yield outage
        finally:
            outage.end()

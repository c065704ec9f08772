"""Airflow's REST interface, as a script of a user would call it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from commands import wait_until

ENDED = {"success", "failed"}


@dataclass(frozen=True)
class TaskInstance:
    """A task of a run, as Airflow shows it."""

    task_id: str
    state: str | None
    try_number: int
    started: datetime | None
    ended: datetime | None
    map_index: int = -1

    @classmethod
    def of(cls, row: dict[str, Any]) -> "TaskInstance":
        """From the REST interface's object."""
        return cls(
            row["task_id"],
            row["state"],
            row["try_number"],
            _time(row["start_date"]),
            _time(row["end_date"]),
            row["map_index"],
        )


@dataclass(frozen=True)
class Run:
    """One run of a DAG: all its tasks need to be named."""

    dag_id: str
    run_id: str

    @property
    def path(self) -> str:
        """Of the run in the interface."""
        return f"/api/v2/dags/{self.dag_id}/dagRuns/{self.run_id}"


class AirflowApi:
    """Calls the REST interface with a token; a refused call raises with the answer's text."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self._user = {"username": user, "password": password}
        self._client = httpx.Client(base_url=address, timeout=30, transport=httpx.HTTPTransport(retries=2))
        self._sign_in()

    def _sign_in(self) -> None:
        answer = self._client.post("/auth/token", json=self._user)
        answer.raise_for_status()
        self._client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def call(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        """Call and return the answer, whatever its status."""
        return self._client.request(method, path, **arguments)

    def json(self, method: str, path: str, **arguments: Any) -> Any:
        """Call, expect success, and return the parsed answer."""
        answer = self.call(method, path, **arguments)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def trigger(self, dag_id: str, conf: dict[str, Any], logical_date: str | None = None) -> Run:
        """Start a run by hand."""
        body = {"logical_date": logical_date, "conf": conf}
        return Run(dag_id, self.json("POST", f"/api/v2/dags/{dag_id}/dagRuns", json=body)["dag_run_id"])

    def run(self, run: Run) -> dict[str, Any]:
        """The run itself."""
        return self.json("GET", run.path)

    def runs(self, dag_id: str, **filters: str) -> list[dict[str, Any]]:
        """The runs of a DAG, oldest first."""
        filters = {"order_by": "run_after", "limit": "100", **filters}
        return self.json("GET", f"/api/v2/dags/{dag_id}/dagRuns", params=filters)["dag_runs"]

    def wait(self, run: Run, expected: str = "success", timeout: float = 120) -> dict[str, TaskInstance]:
        """Wait until a run has ended as expected; returns its tasks by their ids."""

        def ended() -> str | None:
            state = self.run(run)["state"]
            return state if state in ENDED else None

        state = wait_until(f"{run} to end", ended, timeout=timeout, every=1, state=lambda: self.states(run))
        assert state == expected, f"{run}: expected {expected}, found {state}: {self.states(run)}"
        return self.tasks(run)

    def tasks(self, run: Run) -> dict[str, TaskInstance]:
        """The tasks of a run by their ids."""
        rows = self.json("GET", f"{run.path}/taskInstances")["task_instances"]
        return {row["task_id"]: TaskInstance.of(row) for row in rows}

    def states(self, run: Run) -> dict[str, str]:
        """Each task's state and try, for messages."""
        return {name: f"{task.state} (try {task.try_number})" for name, task in self.tasks(run).items()}

    def wait_for_task(
        self, run: Run, task_id: str, *states: str, timeout: float = 90, try_number: int = 0
    ) -> TaskInstance:
        """Wait until a task is in one of the states, at a try of at least this number."""

        def there() -> TaskInstance | None:
            task = self.tasks(run).get(task_id)
            return task if task and task.state in states and task.try_number >= try_number else None

        return wait_until(
            f"{task_id} of {run} to be {' or '.join(states)}", there, timeout=timeout, state=lambda: self.states(run)
        )

    def log(self, run: Run, task_id: str, try_number: int = 1) -> list[str]:
        """The lines of a try's log, as the web page shows them but for level and time."""
        path = f"{run.path}/taskInstances/{task_id}/logs/{try_number}"
        answer = self.json("GET", path, params={"full_content": "true"}, headers={"Accept": "application/json"})
        return [_text(line) for line in answer["content"]]

    def xcom(self, run: Run, task_id: str) -> Any:
        """What a task has returned: of a step its receipt."""
        return self.json("GET", f"{run.path}/taskInstances/{task_id}/xcomEntries/return_value")["value"]

    def mark(self, run: Run, task_id: str, state: str) -> None:
        """Give a task another state, as `Mark as ...` does in the page."""
        self.json("PATCH", f"{run.path}/taskInstances/{task_id}", json={"new_state": state})

    def clear(self, run: Run, *task_ids: str, downstream: bool = False) -> None:
        """Let tasks of a run work again."""
        body = {
            "dry_run": False,
            "only_failed": False,
            "dag_run_id": run.run_id,
            "task_ids": list(task_ids),
            "include_downstream": downstream,
            "reset_dag_runs": True,
        }
        self.json("POST", f"/api/v2/dags/{run.dag_id}/clearTaskInstances", json=body)

    def pause(self, dag_id: str, paused: bool) -> None:
        """Pause a DAG, or let it run."""
        self.json("PATCH", f"/api/v2/dags/{dag_id}", json={"is_paused": paused})

    def scheduler_state(self) -> str:
        """`healthy` or `unhealthy`, by the age of the scheduler's last sign of life."""
        return self.json("GET", "/api/v2/monitor/health")["scheduler"]["status"]

    def backfills(self, dag_id: str) -> list[dict[str, Any]]:
        """All backfills of a DAG."""
        return self.json("GET", "/api/v2/backfills", params={"dag_id": dag_id})["backfills"]

    def wait_for_backfills(self, dag_id: str, timeout: float = 90) -> None:
        """Wait until Airflow calls every backfill of a DAG complete, which is when the next one is allowed."""
        wait_until(
            f"every backfill of {dag_id} to be complete",
            lambda: all(one["completed_at"] for one in self.backfills(dag_id)),
            timeout=timeout,
            every=1,
        )


def _text(line: dict[str, Any]) -> str:
    """A line's text; with the exception, which Airflow keeps beside it."""
    errors = [f"{error['exc_type']}: {error['exc_value']}" for error in line.get("error_detail") or []]
    return "\n".join([line["event"], *errors])


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text.replace("Z", "+00:00"))

"""The scheduler is killed while a task works: what becomes of the task, its container and its day."""

import re

from airflow_api import AirflowApi
from checks import GATED, Checks
from commands import run as run_command
from commands import wait_until
from gate import Gate
from stack import Stack


def test_no_container_of_an_older_try_outlives_the_start_of_the_next(
    gate: Gate, stack: Stack, api: AirflowApi, checks: Checks
) -> None:
    with gate.shut():
        run = api.trigger("gated", {"date": "2024-03-10"})
        first = gate.wait_for_extract(run)
        run_command(["docker", "kill", "--signal", "KILL", stack.container_of("airflow-scheduler")])
        assert first.id in [one.id for one in stack.task_containers() if one.state == "running"], "the fault happened"

        # Airflow itself calls a scheduler dead 30 seconds after its last sign of life.
        wait_until("the scheduler to count as dead", lambda: api.scheduler_state() == "unhealthy", timeout=60, every=1)
        dead = stack.airflow("dags", "backfill", "-s", "2024-01-27", "-e", "2024-01-27", "northwind", expect=1)
        assert re.fullmatch(
            r"the scheduler does not run \(last sign of life \d+ seconds ago\), so no day would start;"
            r" start it: docker compose up -d airflow-scheduler\n",
            dead.text,
        )

        # Airflow takes a task for dead 300 seconds after its last sign of life; 20 are enough for a test.
        files = ("-f", "docker-compose.yml", "-f", "airflow/e2e/heartbeat.yml")
        stack.compose(*files, "up", "--detach", "--no-deps", "--wait", "airflow-scheduler")
        second = gate.wait_for_extract(run, try_number=2)
        assert [one.id for one in stack.task_containers()] == [second.id]
    api.wait(run)
    checks.run_is_right(run, "2024-03-10", GATED)
    checks.day_is_right("2024-03-10", GATED)
    checks.nothing_is_left_behind()
    assert api.tasks(run)["extract_postgres"].try_number == 2

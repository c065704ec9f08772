"""The API server comes back after two minutes, and the task that was at work has not even noticed."""

from airflow_api import AirflowApi
from checks import GATED, Checks
from gate import Gate
from outage import DAY, Outage


def test_a_task_outlives_two_minutes_without_the_api_server(
    outage: Outage, gate: Gate, api: AirflowApi, checks: Checks
) -> None:
    outage.end()
    assert outage.seconds >= 120
    assert gate.wait_for_extract(outage.run).id == outage.container
    gate.open()
    tasks = api.wait(outage.run)
    assert {name: tasks[name].try_number for name in GATED.tasks} == dict.fromkeys(GATED.tasks, 1)
    checks.run_is_right(outage.run, DAY, GATED)
    checks.day_is_right(DAY, GATED)
    checks.nothing_is_left_behind()

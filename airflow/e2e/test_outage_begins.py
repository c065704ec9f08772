"""The API server goes away while a task works. The tests that come next do not need it; test_outage_ends.py goes on."""

import httpx
import pytest

from airflow_api import AirflowApi
from outage import Outage


def test_api_server_is_away_while_a_task_works(outage: Outage, api: AirflowApi) -> None:
    with pytest.raises(httpx.TransportError):
        api.call("GET", "/api/v2/version")
    assert outage.container in [one.id for one in outage.stack.task_containers() if one.state == "running"]

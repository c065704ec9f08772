"""What docker-compose.yml must keep true for the proxy to mean anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

COMPOSE_FILE = Path(__file__).parents[2] / "docker-compose.yml"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load(COMPOSE_FILE.read_text())


def sources_of(service: dict[str, Any]) -> list[str]:
    return [str(volume.get("source") if isinstance(volume, dict) else volume) for volume in service.get("volumes", [])]


def test_only_the_proxy_has_the_socket(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert {name for name, service in services.items() if "sock" in " ".join(sources_of(service)).lower()} == {
        "docker-proxy"
    }
    assert {name for name, service in services.items() if "group_add" in service} == {"docker-proxy"}


def test_only_the_scheduler_reaches_the_proxy(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert {name for name, service in services.items() if "docker" in service["networks"]} == {
        "airflow-scheduler",
        "docker-proxy",
    }
    assert services["docker-proxy"]["networks"] == ["docker"]
    assert "ports" not in services["docker-proxy"]
    assert compose["networks"]["docker"]["internal"] is True
    assert services["airflow-scheduler"]["environment"]["DOCKER_HOST"] == "tcp://docker-proxy:2375"


def test_the_proxy_itself_has_as_little_as_it_needs(compose: dict[str, Any]) -> None:
    proxy = compose["services"]["docker-proxy"]
    assert proxy["user"].endswith(":0")
    assert "DAYBOOK_UID" in proxy["user"]
    assert proxy["read_only"] is True
    assert proxy["cap_drop"] == ["ALL"]
    assert proxy["security_opt"] == ["no-new-privileges:true"]
    assert len(sources_of(proxy)) == 1
    assert "daybook-docker-proxy:" in proxy["image"]
    assert "secrets" not in proxy


def test_no_service_is_more_than_a_container(compose: dict[str, Any]) -> None:
    powers = {"privileged", "pid", "ipc", "userns_mode", "cap_add", "devices", "network_mode", "labels"}
    assert {name for name, service in compose["services"].items() if powers & service.keys()} == set()

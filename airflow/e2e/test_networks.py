"""Who can reach whom, seen from a container in the network; beside what must not work, something that must."""

import json

import pytest

from commands import run
from stack import Stack

DATABASES = {"source": "source-db", "warehouse": "warehouse-db"}


def address(stack: Stack, service: str, network: str) -> str:
    """The address of a service in a network, so that no name has to be found."""
    shown = json.loads(run(["docker", "inspect", stack.container_of(service)]).out)
    return shown[0]["NetworkSettings"]["Networks"][f"{stack.project}-{network}"]["IPAddress"]


def answers(stack: Stack, network: str, host: str) -> bool:
    """Whether a PostgreSQL server answers at this address, seen from a container in this network."""
    command = ["docker", "run", "--rm", "--network", f"{stack.project}-{network}", "postgres:17"]
    return run([*command, "pg_isready", "--quiet", "--timeout", "3", "--host", host], expect=None).code == 0


@pytest.mark.parametrize(("network", "other"), [("source", "warehouse"), ("warehouse", "source")])
def test_a_network_reaches_its_own_database_and_not_the_other(stack: Stack, network: str, other: str) -> None:
    assert answers(stack, network, address(stack, DATABASES[network], network))
    assert not answers(stack, network, address(stack, DATABASES[other], other))


def test_only_the_web_page_is_published_and_only_to_this_machine(stack: Stack) -> None:
    listed = run(["docker", "ps", "--all", "--quiet", "--filter", f"label=com.docker.compose.project={stack.project}"])
    published = {
        shown["Name"].lstrip("/"): shown["HostConfig"]["PortBindings"]
        for shown in json.loads(run(["docker", "inspect", *listed.out.split()]).out)
        if shown["HostConfig"]["PortBindings"]
    }
    web_page = {"8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": str(stack.port)}]}
    assert published == {stack.container_of("airflow-api-server"): web_page}

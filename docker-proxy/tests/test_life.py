"""What a task does with its container, by docker-py through the proxy; and that no other container can be touched."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import docker
import pytest
from docker.errors import APIError, NotFound
from docker.types import LogConfig, Mount

from docker_proxy.__main__ import check
from docker_proxy.settings import Settings
from rig import Proxy, Stack, Tap

# docker-py leaves connections to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")

RUN_LABEL = {"dev.daybook.run_id": 'manual__2024-01-20T00:00:00+00:00 "ü" & 100%=all'}
RUN = [f"{name}={value}" for name, value in RUN_LABEL.items()]


def create(client: docker.APIClient, stack: Stack, script: str, name: str = "task") -> str:
    """Create a container with the very arguments that DockerOperator and TaskJarOperator give to docker-py."""
    return client.create_container(
        command=["sh", "-c", script],
        name=f"{stack.name}-{name}",
        environment={"SOURCE_DB_PASSWORD": "secret"},
        ports=[],
        host_config=client.create_host_config(
            auto_remove=False,
            mounts=[Mount("/output", f"{stack.name}-lake", read_only=False)],
            network_mode=f"{stack.name}-source",
            shm_size=None,
            dns=None,
            dns_search=None,
            cpu_shares=1024,
            port_bindings={},
            mem_limit="64m",
            memswap_limit="64m",
            cap_add=None,
            extra_hosts=None,
            privileged=False,
            device_requests=None,
            log_config=LogConfig(config={}),
            ipc_mode=None,
            ulimits=[],
            read_only=True,
            cap_drop=["ALL"],
            security_opt=["no-new-privileges"],
            pids_limit=512,
            tmpfs={"/tmp": "rw,exec,nosuid,nodev,size=16m,mode=1777"},  # noqa: S108
        ),
        image=stack.image,
        user="12345:12346",
        entrypoint=None,
        working_dir=None,
        tty=False,
        hostname=None,
        labels={"dev.daybook.stack": stack.name, "dev.daybook.try_number": "1", **RUN_LABEL},
        stop_timeout=3,
    )["Id"]


def test_the_whole_life_of_a_container(engine: docker.APIClient, proxy: Proxy, stack: Stack) -> None:
    client = proxy.client()
    assert client.ping() is True
    assert client.api_version == engine.api_version
    assert [image["RepoTags"] for image in client.images(name=stack.image)] == [[stack.image]]
    container = create(client, stack, "echo to stdout; echo to stderr >&2; exit 65")
    with contextlib.closing(client.attach(container=container, stdout=True, stderr=True, stream=True)) as stream:
        client.start(container)
        assert sorted(b"".join(stream).splitlines()) == [b"to stderr", b"to stdout"]
    assert client.wait(container)["StatusCode"] == 65
    assert client.inspect_container(container)["State"]["OOMKilled"] is False
    assert client.logs(container, stdout=True, stderr=False) == b"to stdout\n"
    assert client.logs(container, stdout=False, stderr=True) == b"to stderr\n"
    client.stop(container, timeout=3)
    client.remove_container(container, force=True)
    assert stack.containers(engine) == []
    with pytest.raises(NotFound):
        client.inspect_container(container)
    log = proxy.log.splitlines()
    assert len(log) == 1, log
    assert log[0].endswith(f"INFO create {stack.name}-task of {stack.image}")


def test_the_container_has_the_limits_that_were_asked_for(engine: docker.APIClient, proxy: Proxy, stack: Stack) -> None:
    client = proxy.client()
    script = "id -u; id -g; sed -n 's/^CapEff:.//p; s/^NoNewPrivs:.//p' /proc/self/status; touch /x || echo read-only"
    container = create(client, stack, script)
    client.start(container)
    client.wait(container)
    assert client.logs(container, stderr=False).decode().split() == ["12345", "12346", "0" * 16, "1", "read-only"]
    host = engine.inspect_container(container)["HostConfig"]
    assert host["Memory"] == host["MemorySwap"] == 64 * 2**20
    assert host["PidsLimit"] == 512
    assert host["Privileged"] is False
    assert host["NetworkMode"] == f"{stack.name}-source"
    assert host["IpcMode"] == "private"


def test_a_long_task_is_stopped_and_killed(proxy: Proxy, stack: Stack) -> None:
    client = proxy.client()
    stopped = create(client, stack, "trap 'exit 143' TERM; while :; do sleep 1 & wait; done", "stopped")
    killed = create(client, stack, "trap '' TERM; while :; do sleep 1; done", "killed")
    client.start(stopped)
    client.start(killed)
    client.stop(stopped, timeout=3)
    client.kill(killed, signal="SIGKILL")
    assert client.wait(stopped)["StatusCode"] == 143
    assert client.wait(killed)["StatusCode"] == 137


def test_the_engine_is_asked_by_the_id_that_was_looked_at(proxy: Proxy, tap: Tap, stack: Stack) -> None:
    """A name could pass on to another container between the two requests."""
    client = proxy.client()
    container = create(client, stack, "true")
    name, before, version = f"{stack.name}-task", len(tap.requests), f"/v{client.api_version}/containers"
    client.start(name)
    assert tap.requests[before:] == [f"GET {version}/{name}/json", f"POST {version}/{container}/start"]


def test_the_list_holds_only_containers_of_this_proxy(
    engine: docker.APIClient, proxy: Proxy, stack: Stack, other: str
) -> None:
    client = proxy.client()
    container = create(client, stack, "true")
    label = f"dev.daybook.stack={stack.name}"
    assert {other, container} <= {item["Id"] for item in engine.containers(all=True, filters={"label": label})}
    assert [item["Id"] for item in client.containers(all=True)] == [container]
    assert [item["Id"] for item in client.containers(all=True, filters={"label": [label]})] == [container]
    assert [item["Labels"]["dev.daybook.try_number"] for item in client.containers(all=True)] == ["1"]
    assert [item["Id"] for item in client.containers(all=True, filters={"label": RUN})] == [container]
    assert client.containers(all=True, filters={"label": ["dev.daybook.try_number=2"]}) == []
    assert client.containers(all=True, filters={"name": ["proxy-test"], "status": ["running"]}) == []


@pytest.fixture
def other(engine: docker.APIClient, stack: Stack) -> Iterator[str]:
    """Run a container that bears the stack's name and label, but was not made through the proxy."""
    name = f"{stack.name}-warehouse-db-1"
    labels = {"dev.daybook.stack": stack.name}
    container = engine.create_container(stack.image, command=["sleep", "600"], name=name, labels=labels)["Id"]
    engine.start(container)
    yield container
    engine.remove_container(container, force=True)


TOUCHES: dict[str, Callable[[docker.APIClient, str], Any]] = {
    "inspect": lambda client, container: client.inspect_container(container),
    "logs": lambda client, container: client.logs(container),
    "attach": lambda client, container: client.attach(container, stream=True),
    "start": lambda client, container: client.start(container),
    "stop": lambda client, container: client.stop(container, timeout=1),
    "kill": lambda client, container: client.kill(container),
    "wait": lambda client, container: client.wait(container),
    "remove": lambda client, container: client.remove_container(container, force=True),
}


@pytest.mark.parametrize("by", ["id", "start-of-id", "name"])
@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_another_container_cannot_be_touched(
    touch: Callable[[docker.APIClient, str], Any],
    by: str,
    engine: docker.APIClient,
    proxy: Proxy,
    tap: Tap,
    stack: Stack,
    other: str,
) -> None:
    client = proxy.client()
    before = len(tap.requests)
    reference = {"id": other, "start-of-id": other[:12], "name": f"{stack.name}-warehouse-db-1"}[by]
    with pytest.raises(APIError) as refused:
        touch(client, reference)
    assert refused.value.status_code == 403
    assert refused.value.explanation.endswith(
        f": container {reference}: not one made through this proxy for the stack {stack.name}"
        ' (docs/airflow.md, "The Docker socket")'
    )
    assert set(tap.requests[before:]) == {f"GET /v{client.api_version}/containers/{reference}/json"}
    state = engine.inspect_container(other)["State"]
    assert (state["Status"], state["Pid"] > 0) == ("running", True)


def test_a_container_of_another_stacks_proxy_cannot_be_touched(
    start_proxy: Callable[..., Proxy], stack: Stack, engine: docker.APIClient
) -> None:
    first, second = start_proxy().client(), start_proxy(DAYBOOK_STACK=f"{stack.name}-b").client()
    container = create(first, stack, "sleep 600")
    assert [item["Id"] for item in first.containers(all=True)] == [container]
    assert second.containers(all=True) == []
    with pytest.raises(APIError, match="not one made through this proxy") as refused:
        second.remove_container(container, force=True)
    assert refused.value.status_code == 403
    assert engine.inspect_container(container)["State"]["Status"] == "created"


REQUESTS = [
    ("POST", "/containers/{own}/exec"),
    ("POST", "/exec/{own}/start"),
    ("PUT", "/containers/{own}/archive?path=/"),
    ("GET", "/containers/{own}/archive?path=/etc/shadow"),
    ("GET", "/containers/{own}/export"),
    ("GET", "/containers/{own}/attach/ws"),
    ("GET", "/containers/{own}/top"),
    ("GET", "/containers/{own}/stats"),
    ("GET", "/containers/{own}/changes"),
    ("POST", "/containers/{own}/update"),
    ("POST", "/containers/{own}/rename?name=x"),
    ("POST", "/containers/{own}/restart"),
    ("POST", "/containers/{own}/pause"),
    ("POST", "/containers/{own}/resize"),
    ("POST", "/containers/prune"),
    ("POST", "/commit?container={own}"),
    ("POST", "/build"),
    ("POST", "/build/prune"),
    ("POST", "/session"),
    ("POST", "/grpc"),
    ("POST", "/images/create?fromImage=alpine"),
    ("POST", "/images/load"),
    ("GET", "/images/alpine/json"),
    ("DELETE", "/images/daybook:test"),
    ("GET", "/images/json"),
    ("GET", "/info"),
    ("GET", "/events"),
    ("GET", "/system/df"),
    ("POST", "/auth"),
    ("GET", "/volumes"),
    ("POST", "/volumes/create"),
    ("GET", "/networks"),
    ("POST", "/networks/create"),
    ("POST", "/networks/bridge/connect"),
    ("GET", "/plugins"),
    ("POST", "/plugins/pull?remote=x"),
    ("POST", "/swarm/init"),
    ("POST", "/services/create"),
    ("GET", "/secrets"),
    ("GET", "/distribution/alpine/json"),
    ("GET", "/metrics"),
    ("GET", "/debug/pprof/"),
    ("GET", "/"),
]


def test_every_other_request_is_refused(proxy: Proxy, tap: Tap, stack: Stack) -> None:
    client = proxy.client()
    own = create(client, stack, "true")
    before = tap.requests
    for method, path in REQUESTS:
        for version in ("", f"/v{client.api_version}"):
            target = version + path.replace("{own}", own)
            status, body = proxy.exchange(f"{method} {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert status == 403, target
            assert json.loads(body)["message"].startswith(f"{method} {target}: "), target
    assert tap.requests == before


def test_the_check_says_whether_the_engine_answers(
    start_proxy: Callable[..., Proxy], capsys: pytest.CaptureFixture[str]
) -> None:
    healthy, without_engine = start_proxy(), start_proxy(DAYBOOK_PROXY_SOCKET="/nowhere/docker.sock")
    assert check(Settings.from_environment(healthy.environment)) == 0
    assert check(Settings.from_environment(without_engine.environment)) == 69
    assert capsys.readouterr().err == (
        '{"message": "GET /_ping: /nowhere/docker.sock: the Docker engine cannot be reached: '
        'No such file or directory"}\n'
    )
    healthy.process.terminate()
    assert healthy.process.wait(30) == 0
    assert check(Settings.from_environment(healthy.environment)) == 69
    assert capsys.readouterr().err == (
        f"127.0.0.1:{healthy.port}: expected the Docker proxy, found: [Errno 111] Connection refused\n"
    )

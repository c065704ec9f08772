"""Ways out to the host: each works on the engine itself, and none through the proxy."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import docker
import pytest

from rig import Proxy, Stack, Tap

# docker-py leaves connections to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")

Change = Callable[[dict[str, Any]], str | None]


@dataclass(frozen=True)
class Attack:
    """A change to the request of a good container, how the container shows that it worked, what the proxy says.

    `change` edits the request, and can return the raw body instead. `as_root` makes the good container a plain one of
    root, which is what the engine itself gets to see.
    """

    change: Change
    script: str
    reason: str
    status: int = 403


def _binds(request: dict[str, Any]) -> None:
    request["HostConfig"]["Binds"] = ["/:/host:ro"]


def _host_processes(request: dict[str, Any]) -> None:
    request["HostConfig"] |= {"PidMode": "host", "CapAdd": ["SYS_ADMIN", "SYS_PTRACE"]}


def _escaped_privileged(request: dict[str, Any]) -> str:
    request["HostConfig"]["@rivileged"] = True
    return json.dumps(request).replace("@", "\\u0050")


def _escaped_binds(request: dict[str, Any]) -> str:
    request["HostConfig"]["@inds"] = ["/:/host:ro"]
    return json.dumps(request).replace("@", "\\u0042")


def _padded(request: dict[str, Any]) -> str:
    """Put the key behind 300 KB, where a check of the body's beginning does not see it."""
    _binds(request)
    host = json.dumps(request.pop("HostConfig"))
    return json.dumps(request)[:-1] + " " * 300_000 + ', "HostConfig": ' + host + "}"


def _padded_beyond_the_limit(request: dict[str, Any]) -> str:
    _binds(request)
    host = json.dumps(request.pop("HostConfig"))
    return json.dumps(request)[:-1] + " " * 2_000_000 + ', "HostConfig": ' + host + "}"


def _key_of_another_case(request: dict[str, Any]) -> None:
    request["hostconfig"] = {"Binds": ["/:/host:ro"]}


def _key_twice(request: dict[str, Any]) -> str:
    return json.dumps(request)[:-1] + ', "HostConfig": {"Binds": ["/:/host:ro"]}}'


def _bind_mount(request: dict[str, Any]) -> None:
    request["HostConfig"]["Mounts"] = [{"Type": "bind", "Source": "/", "Target": "/host", "ReadOnly": True}]


def _volume_of_a_host_folder(request: dict[str, Any]) -> None:
    options = {"type": "none", "o": "bind,ro", "device": "/"}
    volume = {"VolumeOptions": {"DriverConfig": {"Name": "local", "Options": options}}}
    source = request["HostConfig"]["Mounts"][0]["Source"] + "-of-host"
    request["HostConfig"]["Mounts"] = [{"Type": "volume", "Source": source, "Target": "/host", **volume}]


# The engine keeps a file with each container's host name on the host: who can read its own one reads the host's disk.
HOST = 'cat /host{root}/containers/"$(hostname)"*/hostname'

ATTACKS = {
    "binds": Attack(_binds, HOST, 'container refused: HostConfig.Binds: expected it unset, found ["/:/host:ro"]'),
    "host-processes": Attack(
        _host_processes,
        "",  # test_the_processes_of_the_host_are_within_reach_on_the_engine_itself
        'container refused: HostConfig.PidMode: expected it unset, found "host"; '
        'HostConfig.CapAdd: expected it unset, found ["SYS_ADMIN", "SYS_PTRACE"]',
    ),
    "escaped-privileged": Attack(
        _escaped_privileged,
        "",  # test_an_escaped_key_makes_a_privileged_container_on_the_engine_itself
        "container refused: HostConfig.Privileged: expected false, found true",
    ),
    "escaped-binds": Attack(
        _escaped_binds, HOST, 'container refused: HostConfig.Binds: expected it unset, found ["/:/host:ro"]'
    ),
    "padded": Attack(_padded, HOST, 'container refused: HostConfig.Binds: expected it unset, found ["/:/host:ro"]'),
    "padded-beyond-the-limit": Attack(
        _padded_beyond_the_limit, HOST, "expected a body of at most 1048576 bytes, found a longer one", 413
    ),
    "key-of-another-case": Attack(
        _key_of_another_case, HOST, "container refused: hostconfig: no such key, did you mean HostConfig?"
    ),
    "key-twice": Attack(
        _key_twice,
        HOST,
        'container refused: expected unambiguous JSON in UTF-8, found: the key "HostConfig" twice',
        400,
    ),
    "bind-mount": Attack(
        _bind_mount,
        HOST,
        "container refused: HostConfig.Mounts[0].Source: expected the volume {stack}-input or {stack}-lake or "
        '{stack}-pipelines, found "/"',
    ),
    "volume-of-a-host-folder": Attack(
        _volume_of_a_host_folder,
        HOST,
        "container refused: HostConfig.Mounts[0].Source: expected the volume {stack}-input or {stack}-lake or "
        '{stack}-pipelines, found "{stack}-lake-of-host"',
    ),
}


def as_root(request: dict[str, Any]) -> dict[str, Any]:
    """Make it a container with the rights that a plain one has, which is what an attacker would start from."""
    request["User"] = "0:0"
    del request["HostConfig"]["CapDrop"]
    request["HostConfig"]["SecurityOpt"] = ["apparmor=unconfined"]
    return request


def body_of(attack: Attack, request: dict[str, Any]) -> bytes:
    return (attack.change(request) or json.dumps(request)).encode()


def script_of(attack: Attack, engine: docker.APIClient) -> str:
    return attack.script.replace("{root}", engine.info()["DockerRootDir"])


def post(client: docker.APIClient, stack: Stack, body: bytes, *, chunked: bool = False) -> tuple[int, dict[str, Any]]:
    answer = client.post(
        f"{client.base_url}/v{client.api_version}/containers/create",
        params={"name": f"{stack.name}-attack"},
        data=(body[start : start + 4096] for start in range(0, len(body), 4096)) if chunked else body,
        headers={"Content-Type": "application/json"},
    )
    return answer.status_code, answer.json()


RUN = {name: attack for name, attack in ATTACKS.items() if attack.script}


@pytest.mark.parametrize("attack", RUN.values(), ids=RUN)
def test_the_attack_works_on_the_engine_itself(
    attack: Attack, engine: docker.APIClient, stack: Stack, good_request: Callable[[str], dict[str, Any]]
) -> None:
    request = as_root(good_request(script_of(attack, engine)))
    status, answer = post(engine, stack, body_of(attack, request))
    assert status == 201, answer
    engine.start(answer["Id"])
    assert engine.wait(answer["Id"])["StatusCode"] == 0, engine.logs(answer["Id"])
    assert engine.logs(answer["Id"]).decode().strip() == answer["Id"][:12]


def test_the_processes_of_the_host_are_within_reach_on_the_engine_itself(
    engine: docker.APIClient, stack: Stack, good_request: Callable[[str], dict[str, Any]]
) -> None:
    """The root of a process of another container stands for that of any process of the host."""
    victim = engine.create_container(stack.image, command=["sleep", "600"], name=f"{stack.name}-victim")["Id"]
    engine.start(victim)
    process = engine.inspect_container(victim)["State"]["Pid"]
    request = as_root(good_request(f"cat /proc/{process}/root/etc/hostname"))
    status, answer = post(engine, stack, body_of(ATTACKS["host-processes"], request))
    assert status == 201, answer
    engine.start(answer["Id"])
    assert engine.wait(answer["Id"])["StatusCode"] == 0, engine.logs(answer["Id"])
    assert engine.logs(answer["Id"]).decode().strip() == victim[:12]


def test_an_escaped_key_makes_a_privileged_container_on_the_engine_itself(
    engine: docker.APIClient, stack: Stack, good_request: Callable[[str], dict[str, Any]]
) -> None:
    status, answer = post(engine, stack, body_of(ATTACKS["escaped-privileged"], good_request("true")))
    assert status == 201, answer
    assert engine.inspect_container(answer["Id"])["HostConfig"]["Privileged"] is True


@pytest.mark.parametrize("chunked", [False, True], ids=["with-length", "chunked"])
@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_the_attack_does_not_reach_the_engine_through_the_proxy(
    attack: Attack,
    chunked: bool,
    engine: docker.APIClient,
    proxy: Proxy,
    tap: Tap,
    stack: Stack,
    good_request: Callable[[str], dict[str, Any]],
) -> None:
    client = proxy.client()
    before = tap.requests
    # As it worked on the engine, and as the one change to a container that would be allowed.
    plain_status, _ = post(client, stack, body_of(attack, as_root(good_request("true"))), chunked=chunked)
    status, answer = post(client, stack, body_of(attack, good_request("true")), chunked=chunked)
    reason = attack.reason.replace("{stack}", stack.name)
    hint = ' (docs/airflow.md, "The Docker socket")' if attack.status == 403 else ""
    path = f"/v{client.api_version}/containers/create?name={stack.name}-attack"
    assert (plain_status, status) == (attack.status, attack.status)
    assert answer == {"message": f"POST {path}: {reason}{hint}"}
    assert f"WARNING refused POST {path} from 127.0.0.1: {reason}\n" in proxy.log
    assert tap.requests == before
    assert stack.containers(engine) == []
    assert stack.volumes(engine) == []


def test_without_the_change_the_same_request_makes_a_container(
    engine: docker.APIClient, proxy: Proxy, stack: Stack, good_request: Callable[[str], dict[str, Any]]
) -> None:
    status, answer = post(proxy.client(), stack, json.dumps(good_request("true")).encode())
    assert status == 201, answer
    assert stack.containers(engine) == [answer["Id"]]


def test_a_start_that_carries_a_host_configuration_is_refused(
    engine: docker.APIClient, proxy: Proxy, tap: Tap, stack: Stack, good_request: Callable[[str], dict[str, Any]]
) -> None:
    """Up to version 1.23 of the API, which this engine may still speak, `start` replaced what `create` had set."""
    client = proxy.client()
    _, answer = post(client, stack, json.dumps(good_request("true")).encode())
    before = tap.requests
    host = json.dumps({"Binds": ["/:/host"], "Privileged": True})
    for version, status in (("1.23", 403), ("1.41", 413)):
        url = f"{client.base_url}/v{version}/containers/{answer['Id']}/start"
        assert client.post(url, data=host, headers={"Content-Type": "application/json"}).status_code == status
    assert tap.requests == before
    assert engine.inspect_container(answer["Id"])["State"]["Status"] == "created"

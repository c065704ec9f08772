"""Whatever is asked, nothing that gives power comes out: JSON that can be read twice, and requests made at random."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest

from docker_proxy import strict_json
from docker_proxy.container_policy import checked_container
from docker_proxy.refusal import RefusedError
from samples import SETTINGS, good_container

AMBIGUOUS = {
    "nothing": (b"", "Expecting value: line 1 column 1 (char 0)"),
    "two-values": (b"{} {}", "Extra data: line 1 column 4 (char 3)"),
    "key-twice": (b'{"a": 1, "a": 2}', 'the key "a" twice'),
    "key-twice-escaped": (b'{"a": 1, "\\u0061": 2}', 'the key "a" twice'),
    "key-twice-inside": (b'{"b": [{"a": 1, "a": 1}]}', 'the key "a" twice'),
    "not-a-number": (b'{"a": NaN}', "the number NaN"),
    "infinity": (b'{"a": -Infinity}', "the number -Infinity"),
    "beyond-double": (b'{"a": 1e999}', "a number beyond 64 bits"),
    "beyond-64-bits": (b'{"a": 18446744073709551616}', "a number beyond 64 bits"),
    "half-a-pair": (b'{"a": "\\ud800"}', "a NUL or half a surrogate pair in a text"),
    "half-a-pair-as-key": (b'{"\\udfff": 1}', "a NUL or half a surrogate pair in a text"),
    "nul": (b'{"a": "x\\u0000y"}', "a NUL or half a surrogate pair in a text"),
    "comment": (b'{"a": 1 /* b */}', "Expecting ',' delimiter: line 1 column 9 (char 8)"),
    "single-quotes": (
        b"{'a': 1}",
        "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
    ),
}


@pytest.mark.parametrize(("body", "found"), AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_json_that_can_be_read_in_two_ways_is_refused(body: bytes, found: str) -> None:
    with pytest.raises(RefusedError) as refused:
        strict_json.parse(body, "body")
    assert refused.value.reason == f"body: expected unambiguous JSON in UTF-8, found: {found}"
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "body", [b'{"a": "\xff"}', b"\xef\xbb\xbf{}", '{"a": 1}'.encode("utf-16"), b'{"a": 1' + b"0" * 9999]
)
def test_what_is_not_utf_8_or_not_reasonable_is_refused(body: bytes) -> None:
    with pytest.raises(RefusedError, match=r"^body: expected unambiguous JSON in UTF-8, found: "):
        strict_json.parse(body, "body")


@pytest.mark.parametrize("depth", [17, 100, 100_000])
def test_json_that_is_too_deep_is_refused(depth: int) -> None:
    with pytest.raises(RefusedError, match=r"^body: expected JSON at most 16 levels deep, found more$"):
        strict_json.parse(b"[" * depth + b"1" + b"]" * depth, "body")


def test_json_comes_out_as_it_went_in() -> None:
    value = {"a": [1, -2.5, True, None, "ü\n\u2028"], "b": {"": 2**63 - 1}}
    assert strict_json.parse(strict_json.write(value).encode(), "body") == value
    assert strict_json.parse(b"[" * 16 + b"1" + b"]" * 16, "body")


def names(text: str) -> list[str]:
    return text.split()


TOP = names(
    """
    Hostname Domainname User AttachStdin AttachStdout AttachStderr ExposedPorts Tty OpenStdin StdinOnce Env Cmd
    Healthcheck ArgsEscaped Image Volumes WorkingDir Entrypoint NetworkDisabled MacAddress OnBuild Labels StopSignal
    StopTimeout Shell HostConfig NetworkingConfig Runtime Platform
    """
)
HOST = names(
    """
    Binds ContainerIDFile LogConfig NetworkMode PortBindings RestartPolicy AutoRemove VolumeDriver VolumesFrom
    ConsoleSize Annotations CapAdd CapDrop CgroupnsMode Dns DnsOptions DnsSearch ExtraHosts GroupAdd IpcMode Cgroup
    Links OomScoreAdj PidMode Privileged PublishAllPorts ReadonlyRootfs SecurityOpt StorageOpt Tmpfs UTSMode
    UsernsMode ShmSize Sysctls Runtime Isolation CpuShares Memory NanoCpus CgroupParent BlkioWeight
    BlkioWeightDevice BlkioDeviceReadBps BlkioDeviceWriteBps BlkioDeviceReadIOps BlkioDeviceWriteIOps CpuPeriod
    CpuQuota CpuRealtimePeriod CpuRealtimeRuntime CpusetCpus CpusetMems Devices DeviceCgroupRules DeviceRequests
    KernelMemory KernelMemoryTCP MemoryReservation MemorySwap MemorySwappiness OomKillDisable PidsLimit Ulimits
    CpuCount CpuPercent IOMaximumIOps IOMaximumBandwidth Mounts MaskedPaths ReadonlyPaths Init Capabilities LxcConf
    """
)
MOUNT = names(
    """
    Type Source Target ReadOnly Consistency BindOptions VolumeOptions TmpfsOptions ImageOptions ClusterOptions
    """
)
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2**40, 0.5, "", "host", "private", "none", "/", "0", "0:0", "root", "container:x",
    "stack-lake", "stack-docker", "bridge", "stack-source", "12345:12346", "daybook:test", "volume", "bind", "/output",
    [], ["ALL"], ["SYS_ADMIN"], ["/:/host"], ["seccomp=unconfined"], ["no-new-privileges"], [{}], {}, {"a": "b"},
    {"Name": "always"}, {"Type": "syslog"}, {"/tmp": "rw,suid"}, {"/proc": ""}, {"DriverConfig": {"Name": "local"}},  # noqa: S108
    {"Propagation": "rshared"}, {"NoCopy": True}, {"Privileged": True}, {"EndpointsConfig": {"bridge": {}}},
    {"dev.daybook.stack": "stack"}, {"dev.daybook.stack": "stack", "dev.daybook.docker_proxy": "other"},
]  # fmt: skip


def mutated(chance: random.Random) -> dict[str, Any]:
    """Change the good container in one to three places; a key can also get another case or a near letter."""
    body = good_container()
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        host = body.get("HostConfig")
        if not isinstance(host, dict):
            break
        place, keys = chance.choice([(body, TOP), (host, HOST), (host, HOST), (chance.choice(mounts_of(host)), MOUNT)])
        key = chance.choice(keys)
        if chance.random() < 0.1:
            key = chance.choice([key.lower(), key.upper(), key.swapcase(), key.replace("s", "\u017f"), key + " "])
        place[key] = None if chance.random() < 0.3 else copy.deepcopy(chance.choice(VALUES))
    return body


def mounts_of(host: dict[str, Any]) -> list[dict[str, Any]]:
    mounts = host.get("Mounts")
    return [mount for mount in mounts if isinstance(mount, dict)] or [{}] if isinstance(mounts, list) else [{}]


SAFE_TOP = {"Image", "User", "Labels", "Cmd", "Env", "StopTimeout", "AttachStdout", "AttachStderr", "HostConfig"}
SAFE_HOST = {
    "NetworkMode", "Memory", "MemorySwap", "PidsLimit", "CpuShares", "NanoCpus", "Privileged", "ReadonlyRootfs",
    "CapDrop", "SecurityOpt", "IpcMode", "CgroupnsMode", "Init", "LogConfig", "Tmpfs", "Mounts",
}  # fmt: skip
SAFE_MOUNTS = {("stack-lake", "/output"), ("stack-pipelines", "/pipelines"), ("stack-input", "/input")}


def assert_harmless(container: dict[str, Any]) -> None:
    """Say again, in other words than the policy's, what may reach the engine."""
    host = container["HostConfig"]
    assert set(container) <= SAFE_TOP
    assert set(host) <= SAFE_HOST
    assert (container["Image"], container["User"]) == ("daybook:test", "12345:12346")
    assert all(name.startswith("dev.daybook.") and isinstance(text, str) for name, text in container["Labels"].items())
    assert container["Labels"]["dev.daybook.stack"] == container["Labels"]["dev.daybook.docker_proxy"] == "stack"
    assert host["NetworkMode"] in {"stack-source", "stack-warehouse", "none"}
    assert (host["CapDrop"], host["SecurityOpt"]) == (["ALL"], ["no-new-privileges:true"])
    assert host["ReadonlyRootfs"] is True
    assert host.get("Privileged", False) is False
    assert (host["IpcMode"], host.get("CgroupnsMode", "private")) == ("private", "private")
    assert type(host["Memory"]) is type(host["PidsLimit"]) is int
    assert 0 < host["Memory"] <= 2**30
    assert 0 < host["PidsLimit"] <= 4096
    assert set(host.get("Tmpfs") or {}) <= {"/tmp"}  # noqa: S108
    assert "suid" not in str(host.get("Tmpfs")).replace("nosuid", "")
    for mount in host.get("Mounts", []):
        assert set(mount) <= {"Type", "Source", "Target", "ReadOnly", "VolumeOptions"}
        assert mount["Type"] == "volume"
        assert (mount["Source"], mount["Target"]) in SAFE_MOUNTS
        assert mount.get("ReadOnly") is True or mount["Source"] == "stack-lake"
        assert set(mount.get("VolumeOptions", {})) <= {"NoCopy"}


@pytest.mark.parametrize("seed", range(5))
def test_nothing_but_checked_values_comes_out_of_any_request(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    passed = 0
    for _ in range(1000):
        body = mutated(chance)
        try:
            container = checked_container(strict_json.parse(json.dumps(body).encode(), "body"), SETTINGS)
        except RefusedError:
            continue
        passed += 1
        assert_harmless(json.loads(strict_json.write(container)))
    # Both must happen, or the test would say nothing.
    assert 100 < passed < 900


def test_the_fuzz_would_notice_a_request_that_is_passed_on_as_it_is() -> None:
    chance = random.Random(0)  # noqa: S311
    harmful = 0
    for _ in range(500):
        body = mutated(chance)
        try:
            assert_harmless(body)
        except (AssertionError, KeyError, TypeError, AttributeError):
            harmful += 1
    assert harmful == 500

"""What a container may be, key by key."""

from __future__ import annotations

from typing import Any

import pytest

from docker_proxy.container_policy import checked_container, checked_name
from docker_proxy.refusal import RefusedError
from samples import SETTINGS, changed, good_container

NAMED_VOLUME = {"Target": "/output", "Source": "stack-lake", "Type": "volume", "ReadOnly": False}
GROWN_MOUNT = {**NAMED_VOLUME, "VolumeOptions": {"DriverConfig": {"Name": "local", "Options": {"device": "/"}}}}

# What gives power over the host, over other containers, or out of the limits: the key, and a value that does.
REFUSED: list[tuple[str, Any, str]] = [
    ("Image", "alpine", 'Image: expected "daybook:test", found "alpine"'),
    ("Image", "DAYBOOK:test", 'Image: expected "daybook:test", found "DAYBOOK:test"'),
    ("Image", None, 'Image: expected "daybook:test", found null'),
    ("User", "", 'User: expected "12345:12346", found ""'),
    ("User", "0", 'User: expected "12345:12346", found "0"'),
    ("User", "root", 'User: expected "12345:12346", found "root"'),
    ("User", "12345", 'User: expected "12345:12346", found "12345"'),
    ("User", "12345:0", 'User: expected "12345:12346", found "12345:0"'),
    ("User", "12345:12346 ", 'User: expected "12345:12346", found "12345:12346 "'),
    ("User", None, 'User: expected "12345:12346", found null'),
    ("Cmd", "sh -c id", "Cmd: expected a list, found a text"),
    ("Cmd", [1], "Cmd[0]: expected a text, found a number"),
    ("Entrypoint", ["sh"], "Entrypoint: expected it unset, found a list"),
    ("Entrypoint", [], "Entrypoint: expected it unset, found a list"),
    ("Entrypoint", "", "Entrypoint: expected it unset, found a text"),
    ("Env", ["PATH"], "Env[0]: expected a text NAME=value, found something else"),
    ("Env", [7], "Env[0]: expected a text NAME=value, found something else"),
    ("Env", {"A": "b"}, "Env: expected a list, found an object"),
    ("WorkingDir", "/etc", 'WorkingDir: expected it unset, found "/etc"'),
    ("Hostname", "warehouse-db", 'Hostname: expected it unset, found "warehouse-db"'),
    ("Domainname", "example.org", 'Domainname: expected it unset, found "example.org"'),
    ("MacAddress", "02:42:ac:11:00:02", 'MacAddress: expected it unset, found "02:42:ac:11:00:02"'),
    ("Volumes", {"/data": {}}, 'Volumes: expected it unset, found {"/data": {}}'),
    ("ExposedPorts", {"22/tcp": {}}, 'ExposedPorts: expected it unset, found {"22/tcp": {}}'),
    ("Tty", True, "Tty: expected it unset, found true"),
    ("OpenStdin", True, "OpenStdin: expected it unset, found true"),
    ("AttachStdin", True, "AttachStdin: expected it unset, found true"),
    ("StdinOnce", True, "StdinOnce: expected it unset, found true"),
    ("NetworkDisabled", True, "NetworkDisabled: expected it unset, found true"),
    ("Healthcheck", {"Test": ["CMD", "id"]}, "Healthcheck: expected it unset, found an object"),
    ("Shell", ["sh"], "Shell: expected it unset, found a list"),
    ("OnBuild", ["RUN id"], "OnBuild: expected it unset, found a list"),
    ("StopSignal", "SIGKILL", 'StopSignal: expected it unset, found "SIGKILL"'),
    ("StopTimeout", -1, "StopTimeout: expected a whole number from 1 to 600, found -1"),
    ("Runtime", "other", 'Runtime: expected it unset, found "other"'),
    ("Platform", "linux", "Platform: no such key, the proxy does not know it"),
    ("Labels", None, "Labels: expected an object with the label dev.daybook.stack, found null"),
    ("Labels", {}, 'Labels.dev.daybook.stack: expected "stack", found null'),
    ("Labels/dev.daybook.stack", "other", 'Labels.dev.daybook.stack: expected "stack", found "other"'),
    (
        "Labels/dev.daybook.docker_proxy",
        "stack",
        "Labels.dev.daybook.docker_proxy: expected labels dev.daybook.*, but not the proxy's own",
    ),
    (
        "Labels/com.docker.compose.project",
        "stack",
        "Labels.com.docker.compose.project: expected labels dev.daybook.*, but not the proxy's own",
    ),
    ("Labels/dev.daybook.n", 1, "Labels.dev.daybook.n: expected a text, found a number"),
    ("HostConfig", None, "HostConfig: expected an object, found null"),
    ("HostConfig", [], "HostConfig: expected an object, found a list"),
    ("HostConfig/Binds", ["/:/host"], 'HostConfig.Binds: expected it unset, found ["/:/host"]'),
    (
        "HostConfig/Binds",
        ["stack-lake:/output"],
        'HostConfig.Binds: expected it unset, found ["stack-lake:/output"]',
    ),
    ("HostConfig/VolumesFrom", ["other"], 'HostConfig.VolumesFrom: expected it unset, found ["other"]'),
    ("HostConfig/VolumeDriver", "local", 'HostConfig.VolumeDriver: expected it unset, found "local"'),
    ("HostConfig/Privileged", True, "HostConfig.Privileged: expected false, found true"),
    ("HostConfig/Privileged", 1, "HostConfig.Privileged: expected false, found 1"),
    ("HostConfig/Privileged", "true", 'HostConfig.Privileged: expected false, found "true"'),
    ("HostConfig/CapAdd", ["SYS_ADMIN"], 'HostConfig.CapAdd: expected it unset, found ["SYS_ADMIN"]'),
    ("HostConfig/CapDrop", [], 'HostConfig.CapDrop: expected ["ALL"], found []'),
    ("HostConfig/CapDrop", None, 'HostConfig.CapDrop: expected ["ALL"], found null'),
    ("HostConfig/CapDrop", ["NET_RAW"], 'HostConfig.CapDrop: expected ["ALL"], found ["NET_RAW"]'),
    (
        "HostConfig/SecurityOpt",
        None,
        'HostConfig.SecurityOpt: expected ["no-new-privileges"] or ["no-new-privileges:true"] or '
        '["no-new-privileges=true"], found null',
    ),
    (
        "HostConfig/SecurityOpt",
        ["no-new-privileges", "seccomp=unconfined"],
        'HostConfig.SecurityOpt: expected ["no-new-privileges"] or ["no-new-privileges:true"] or '
        '["no-new-privileges=true"], found ["no-new-privileges", "seccomp=unconfined"]',
    ),
    (
        "HostConfig/SecurityOpt",
        ["no-new-privileges:false"],
        'HostConfig.SecurityOpt: expected ["no-new-privileges"] or ["no-new-privileges:true"] or '
        '["no-new-privileges=true"], found ["no-new-privileges:false"]',
    ),
    ("HostConfig/ReadonlyRootfs", False, "HostConfig.ReadonlyRootfs: expected true, found false"),
    ("HostConfig/ReadonlyRootfs", None, "HostConfig.ReadonlyRootfs: expected true, found null"),
    ("HostConfig/PidMode", "host", 'HostConfig.PidMode: expected it unset, found "host"'),
    ("HostConfig/PidMode", "container:x", 'HostConfig.PidMode: expected it unset, found "container:x"'),
    ("HostConfig/IpcMode", "host", 'HostConfig.IpcMode: expected "private", found "host"'),
    ("HostConfig/IpcMode", "shareable", 'HostConfig.IpcMode: expected "private", found "shareable"'),
    ("HostConfig/UTSMode", "host", 'HostConfig.UTSMode: expected it unset, found "host"'),
    ("HostConfig/UsernsMode", "host", 'HostConfig.UsernsMode: expected it unset, found "host"'),
    ("HostConfig/CgroupnsMode", "host", 'HostConfig.CgroupnsMode: expected "private", found "host"'),
    ("HostConfig/Cgroup", "x", 'HostConfig.Cgroup: expected it unset, found "x"'),
    ("HostConfig/CgroupParent", "/", 'HostConfig.CgroupParent: expected it unset, found "/"'),
    (
        "HostConfig/NetworkMode",
        "host",
        'HostConfig.NetworkMode: expected "stack-source" or "stack-warehouse" or "none", found "host"',
    ),
    (
        "HostConfig/NetworkMode",
        "container:warehouse",
        'HostConfig.NetworkMode: expected "stack-source" or "stack-warehouse" or "none", found "container:warehouse"',
    ),
    (
        "HostConfig/NetworkMode",
        "stack-docker",
        'HostConfig.NetworkMode: expected "stack-source" or "stack-warehouse" or "none", found "stack-docker"',
    ),
    (
        "HostConfig/NetworkMode",
        None,
        'HostConfig.NetworkMode: expected "stack-source" or "stack-warehouse" or "none", found null',
    ),
    (
        "HostConfig/Devices",
        [{"PathOnHost": "/dev/sda"}],
        'HostConfig.Devices: expected it unset, found [{"PathOnHost": "/dev/sda"}]',
    ),
    (
        "HostConfig/DeviceRequests",
        [{"Count": -1}],
        'HostConfig.DeviceRequests: expected it unset, found [{"Count": -1}]',
    ),
    (
        "HostConfig/DeviceCgroupRules",
        ["a *:* rwm"],
        'HostConfig.DeviceCgroupRules: expected it unset, found ["a *:* rwm"]',
    ),
    ("HostConfig/Runtime", "runc-other", 'HostConfig.Runtime: expected it unset, found "runc-other"'),
    (
        "HostConfig/Sysctls",
        {"kernel.core_pattern": "|/x"},
        'HostConfig.Sysctls: expected it unset, found {"kernel.core_pattern": "|/x"}',
    ),
    ("HostConfig/StorageOpt", {"size": "1t"}, 'HostConfig.StorageOpt: expected it unset, found {"size": "1t"}'),
    ("HostConfig/Annotations", {"a": "b"}, 'HostConfig.Annotations: expected it unset, found {"a": "b"}'),
    ("HostConfig/MaskedPaths", [], "HostConfig.MaskedPaths: expected it unset, found []"),
    ("HostConfig/ReadonlyPaths", [], "HostConfig.ReadonlyPaths: expected it unset, found []"),
    ("HostConfig/GroupAdd", ["0"], 'HostConfig.GroupAdd: expected it unset, found ["0"]'),
    ("HostConfig/ExtraHosts", ["db:10.0.0.1"], 'HostConfig.ExtraHosts: expected it unset, found ["db:10.0.0.1"]'),
    ("HostConfig/Links", ["a:b"], 'HostConfig.Links: expected it unset, found ["a:b"]'),
    ("HostConfig/Dns", ["10.0.0.1"], 'HostConfig.Dns: expected it unset, found ["10.0.0.1"]'),
    ("HostConfig/DnsOptions", ["x"], 'HostConfig.DnsOptions: expected it unset, found ["x"]'),
    ("HostConfig/DnsSearch", ["x"], 'HostConfig.DnsSearch: expected it unset, found ["x"]'),
    ("HostConfig/PublishAllPorts", True, "HostConfig.PublishAllPorts: expected it unset, found true"),
    (
        "HostConfig/PortBindings",
        {"1/tcp": [{"HostPort": "1"}]},
        'HostConfig.PortBindings: expected it unset, found {"1/tcp": [{"HostPort": "1"}]}',
    ),
    (
        "HostConfig/Ulimits",
        [{"Name": "nofile"}],
        'HostConfig.Ulimits: expected it unset, found [{"Name": "nofile"}]',
    ),
    ("HostConfig/AutoRemove", True, "HostConfig.AutoRemove: expected it unset, found true"),
    ("HostConfig/ContainerIDFile", "/x", 'HostConfig.ContainerIDFile: expected it unset, found "/x"'),
    ("HostConfig/OomKillDisable", True, "HostConfig.OomKillDisable: expected it unset, found true"),
    ("HostConfig/OomScoreAdj", -1000, "HostConfig.OomScoreAdj: expected it unset, found -1000"),
    ("HostConfig/ShmSize", 2**40, "HostConfig.ShmSize: expected it unset, found 1099511627776"),
    ("HostConfig/Isolation", "process", 'HostConfig.Isolation: expected it unset, found "process"'),
    ("HostConfig/Memory", 0, "HostConfig.Memory: expected a whole number from 1 to 1073741824, found 0"),
    ("HostConfig/Memory", None, "HostConfig.Memory: expected a whole number from 1 to 1073741824, found null"),
    ("HostConfig/Memory", True, "HostConfig.Memory: expected a whole number from 1 to 1073741824, found true"),
    ("HostConfig/Memory", 1.0, "HostConfig.Memory: expected a whole number from 1 to 1073741824, found 1.0"),
    (
        "HostConfig/Memory",
        2**30 + 1,
        "HostConfig.Memory: expected a whole number from 1 to 1073741824, found 1073741825",
    ),
    ("HostConfig/MemorySwap", -1, "HostConfig.MemorySwap: expected a whole number from 1 to 2147483648, found -1"),
    ("HostConfig/MemorySwappiness", 100, "HostConfig.MemorySwappiness: expected it unset, found 100"),
    ("HostConfig/MemoryReservation", 1, "HostConfig.MemoryReservation: expected it unset, found 1"),
    ("HostConfig/KernelMemory", 1, "HostConfig.KernelMemory: expected it unset, found 1"),
    ("HostConfig/KernelMemoryTCP", 1, "HostConfig.KernelMemoryTCP: expected it unset, found 1"),
    ("HostConfig/PidsLimit", None, "HostConfig.PidsLimit: expected a whole number from 1 to 4096, found null"),
    ("HostConfig/PidsLimit", 0, "HostConfig.PidsLimit: expected a whole number from 1 to 4096, found 0"),
    ("HostConfig/PidsLimit", -1, "HostConfig.PidsLimit: expected a whole number from 1 to 4096, found -1"),
    ("HostConfig/CpuShares", 2**18, "HostConfig.CpuShares: expected a whole number from 2 to 8192, found 262144"),
    ("HostConfig/NanoCpus", -1, "HostConfig.NanoCpus: expected a whole number from 1 to 1024000000000, found -1"),
    *(
        (f"HostConfig/{name}", 1, f"HostConfig.{name}: expected it unset, found 1")
        for name in [
            "BlkioWeight",
            "CpuCount",
            "CpuPercent",
            "CpuPeriod",
            "CpuQuota",
            "CpuRealtimePeriod",
            "CpuRealtimeRuntime",
            "IOMaximumBandwidth",
            "IOMaximumIOps",
        ]
    ),
    *(
        (f"HostConfig/{name}", [{}], f"HostConfig.{name}: expected it unset, found [{{}}]")
        for name in [
            "BlkioWeightDevice",
            "BlkioDeviceReadBps",
            "BlkioDeviceReadIOps",
            "BlkioDeviceWriteBps",
            "BlkioDeviceWriteIOps",
        ]
    ),
    ("HostConfig/CpusetCpus", "0", 'HostConfig.CpusetCpus: expected it unset, found "0"'),
    ("HostConfig/CpusetMems", "0", 'HostConfig.CpusetMems: expected it unset, found "0"'),
    ("HostConfig/ConsoleSize", [1, 1], "HostConfig.ConsoleSize: expected it unset, found [1, 1]"),
    ("HostConfig/LxcConf", [], "HostConfig.LxcConf: no such key, the proxy does not know it"),
    (
        "HostConfig/RestartPolicy",
        {"Name": "always"},
        'HostConfig.RestartPolicy.Name: expected it unset, found "always"',
    ),
    (
        "HostConfig/RestartPolicy",
        {"Name": "no", "MaximumRetryCount": 3},
        "HostConfig.RestartPolicy.MaximumRetryCount: expected it unset, found 3",
    ),
    (
        "HostConfig/LogConfig",
        {"Type": "syslog"},
        'HostConfig.LogConfig.Type: expected "json-file" or "local", found "syslog"',
    ),
    (
        "HostConfig/LogConfig",
        {"Type": "json-file", "Config": {"syslog-address": "x"}},
        "HostConfig.LogConfig.Config.syslog-address: no such key, the proxy does not know it",
    ),
    (
        "HostConfig/LogConfig",
        {"Type": "json-file", "Config": {"max-size": "-1"}},
        'HostConfig.LogConfig.Config.max-size: expected a size such as 10m, found "-1"',
    ),
    ("HostConfig/Tmpfs", {"/proc": ""}, "HostConfig.Tmpfs./proc: no such key, the proxy does not know it"),
    (
        "HostConfig/Tmpfs",
        {"/tmp": "rw,suid"},  # noqa: S108
        'HostConfig.Tmpfs./tmp: expected options of tmpfs without suid and dev, found "rw,suid"',
    ),
    (
        "HostConfig/Tmpfs",
        {"/tmp": "dev"},  # noqa: S108
        'HostConfig.Tmpfs./tmp: expected options of tmpfs without suid and dev, found "dev"',
    ),
    ("HostConfig/Mounts", {}, "HostConfig.Mounts: expected a list, found an object"),
    (
        "HostConfig/Mounts/0",
        "stack-lake",
        "HostConfig.Mounts[0].Source: expected the volume stack-input or stack-lake or stack-pipelines, found null",
    ),
    (
        "HostConfig/Mounts/0/Source",
        "/",
        'HostConfig.Mounts[0].Source: expected the volume stack-input or stack-lake or stack-pipelines, found "/"',
    ),
    (
        "HostConfig/Mounts/0/Source",
        "other-lake",
        "HostConfig.Mounts[0].Source: expected the volume stack-input or stack-lake or stack-pipelines, "
        'found "other-lake"',
    ),
    (
        "HostConfig/Mounts/0/Source",
        None,
        "HostConfig.Mounts[0].Source: expected the volume stack-input or stack-lake or stack-pipelines, found null",
    ),
    ("HostConfig/Mounts/0/Type", "bind", 'HostConfig.Mounts[0].Type: expected "volume", found "bind"'),
    ("HostConfig/Mounts/0/Type", "tmpfs", 'HostConfig.Mounts[0].Type: expected "volume", found "tmpfs"'),
    ("HostConfig/Mounts/0/Type", None, 'HostConfig.Mounts[0].Type: expected "volume", found null'),
    ("HostConfig/Mounts/0/Target", "/proc", 'HostConfig.Mounts[0].Target: expected "/output", found "/proc"'),
    ("HostConfig/Mounts/1/ReadOnly", False, "HostConfig.Mounts[1].ReadOnly: expected true, found false"),
    ("HostConfig/Mounts/1/ReadOnly", None, "HostConfig.Mounts[1].ReadOnly: expected true, found null"),
    (
        "HostConfig/Mounts/0/BindOptions",
        {"Propagation": "rshared"},
        'HostConfig.Mounts[0].BindOptions: expected it unset, found {"Propagation": "rshared"}',
    ),
    (
        "HostConfig/Mounts/0",
        GROWN_MOUNT,
        "HostConfig.Mounts[0].VolumeOptions.DriverConfig: no such key, the proxy does not know it",
    ),
    (
        "HostConfig/Mounts/0/VolumeOptions",
        {"Subpath": "../.."},
        "HostConfig.Mounts[0].VolumeOptions.Subpath: no such key, the proxy does not know it",
    ),
    (
        "NetworkingConfig",
        {"EndpointsConfig": {"stack-warehouse": {}}},
        'NetworkingConfig.EndpointsConfig: expected "stack-source", found "stack-warehouse"',
    ),
    (
        "NetworkingConfig",
        {"EndpointsConfig": {"stack-source": {"Aliases": ["source-db"]}}},
        'NetworkingConfig.EndpointsConfig.stack-source.Aliases: expected it unset, found ["source-db"]',
    ),
    (
        "NetworkingConfig",
        {"EndpointsConfig": {"stack-source": {"IPAMConfig": {"IPv4Address": "172.18.0.2"}}}},
        "NetworkingConfig.EndpointsConfig.stack-source.IPAMConfig: expected it unset, found "
        '{"IPv4Address": "172.18.0.2"}',
    ),
    (
        "NetworkingConfig",
        {"endpointsconfig": {}},
        "NetworkingConfig.endpointsconfig: no such key, did you mean EndpointsConfig?",
    ),
    # Go's decoder takes these for the keys above.
    ("image", "alpine", "image: no such key, did you mean Image?"),
    ("hostconfig", {"Privileged": True}, "hostconfig: no such key, did you mean HostConfig?"),
    ("HOSTCONFIG", {}, "HOSTCONFIG: no such key, did you mean HostConfig?"),
    ("HostConfig/privileged", True, "HostConfig.privileged: no such key, did you mean Privileged?"),
    ("HostConfig/BINDS", ["/:/host"], "HostConfig.BINDS: no such key, did you mean Binds?"),
    ("HostConfig/Mount\u017f", [], "HostConfig.Mount\\u017f: no such key, did you mean Mounts?"),
    ("HostConfig/Lin\u212as", [], "HostConfig.Lin\\u212as: no such key, did you mean Links?"),
    ("HostConfig/Mounts/0/source", "/", "HostConfig.Mounts[0].source: no such key, did you mean Source?"),
]


def test_the_good_container_goes_to_the_engine_as_checked_values_alone() -> None:
    assert checked_container(good_container(), SETTINGS) == {
        "Image": "daybook:test",
        "User": "12345:12346",
        "Labels": {
            "dev.daybook.stack": "stack",
            "dev.daybook.run_id": "manual__2024-01-20T00:00:00+00:00",
            "dev.daybook.docker_proxy": "stack",
        },
        "Cmd": ["extract-postgres", "--date", "2024-01-20"],
        "Env": ["SOURCE_DB_PASSWORD=secret"],
        "StopTimeout": 3,
        "AttachStdout": True,
        "AttachStderr": True,
        "HostConfig": {
            "NetworkMode": "stack-source",
            "Memory": 536870912,
            "MemorySwap": 536870912,
            "PidsLimit": 512,
            "CpuShares": 1024,
            "Privileged": False,
            "ReadonlyRootfs": True,
            "CapDrop": ["ALL"],
            "SecurityOpt": ["no-new-privileges:true"],
            "IpcMode": "private",
            "LogConfig": {"Type": "json-file", "Config": {}},
            "Tmpfs": {"/tmp": "rw,exec,nosuid,nodev,size=128m,mode=1777"},  # noqa: S108
            "Mounts": [
                {"Type": "volume", "Source": "stack-lake", "Target": "/output", "ReadOnly": False},
                {"Type": "volume", "Source": "stack-pipelines", "Target": "/pipelines", "ReadOnly": True},
            ],
        },
    }


@pytest.mark.parametrize(
    ("path", "value", "reason"), REFUSED, ids=[f"{path}={value!r:.40}" for path, value, _ in REFUSED]
)
def test_a_key_that_gives_power_is_refused_by_its_path(path: str, value: object, reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        checked_container(changed(path, value), SETTINGS)
    assert refused.value.reason == f"container refused: {reason}"
    assert refused.value.status == 403


ALLOWED: list[tuple[str, Any]] = [
    ("Cmd", None),
    ("Env", None),
    ("Env", ["A=", "a.b=c=d\ne"]),
    ("StopTimeout", None),
    ("Healthcheck", None),
    ("WorkingDir", ""),
    ("NetworkingConfig", None),
    ("NetworkingConfig", {"EndpointsConfig": {"stack-source": {"Aliases": None, "MacAddress": "", "GwPriority": 0}}}),
    ("HostConfig/NetworkMode", "stack-warehouse"),
    ("HostConfig/NetworkMode", "none"),
    ("HostConfig/IpcMode", ""),
    ("HostConfig/Init", True),
    ("HostConfig/Mounts", None),
    ("HostConfig/Mounts/0/ReadOnly", True),
    ("HostConfig/Mounts/0/VolumeOptions", {"NoCopy": True}),
    ("HostConfig/RestartPolicy", {"Name": "no", "MaximumRetryCount": 0}),
    ("HostConfig/MemorySwappiness", -1),
    ("HostConfig/ConsoleSize", [0, 0]),
    ("HostConfig/LogConfig", {"Type": "local", "Config": {"max-size": "10m", "max-file": "3"}}),
    ("HostConfig/SecurityOpt", ["no-new-privileges:true"]),
]


@pytest.mark.parametrize(("path", "value"), ALLOWED, ids=[f"{path}={value!r:.40}" for path, value in ALLOWED])
def test_what_a_task_or_its_client_may_set_is_allowed(path: str, value: object) -> None:
    assert checked_container(changed(path, value), SETTINGS)["Image"] == "daybook:test"


def test_all_that_is_wrong_is_told_at_once() -> None:
    body = changed("HostConfig/Privileged", True)
    body["HostConfig"]["Binds"] = ["/:/host"]
    body["User"] = "0"
    with pytest.raises(RefusedError) as refused:
        checked_container(body, SETTINGS)
    assert refused.value.reason == (
        'container refused: User: expected "12345:12346", found "0"; '
        "HostConfig.Privileged: expected false, found true; "
        'HostConfig.Binds: expected it unset, found ["/:/host"]'
    )


@pytest.mark.parametrize("body", [None, [], "x", 1, True])
def test_a_body_that_is_no_object_is_refused(body: object) -> None:
    with pytest.raises(RefusedError, match=r"^container refused: body: expected an object, found "):
        checked_container(body, SETTINGS)


def test_no_value_of_the_environment_or_the_command_is_told() -> None:
    body = good_container()
    body["Env"] = ["1PASSWORD=secret-1", {"PASSWORD": "secret-2"}]
    body["Cmd"] = [["secret-3"]]
    body["Labels"]["dev.daybook.x"] = ["secret-4"]
    with pytest.raises(RefusedError) as refused:
        checked_container(body, SETTINGS)
    assert "secret" not in refused.value.reason
    assert refused.value.reason.count("expected") == 4


@pytest.mark.parametrize(
    "key", ["Env", "Cmd", "Entrypoint", "Healthcheck", "Shell", "Labels", "HostConfig", "env", "Other"]
)
@pytest.mark.parametrize("value", ["secret", {"a": "secret"}, {"a": ["secret"]}, [["secret"]]], ids=str)
def test_no_value_of_another_form_is_told_either(key: str, value: object) -> None:
    with pytest.raises(RefusedError) as refused:
        checked_container({**good_container(), key: value}, SETTINGS)
    assert "secret" not in refused.value.reason


@pytest.mark.parametrize("name", ["stack-a", "stack-northwind.extract_postgres-1"])
def test_a_name_of_the_stack_is_allowed(name: str) -> None:
    assert checked_name(name, SETTINGS) == name


@pytest.mark.parametrize(
    "name", [None, "", "stack", "stack-", "other-a", "/stack-a", "stack-a/b", "stack-a\n", "stack-ä"]
)
def test_another_name_is_refused(name: str | None) -> None:
    with pytest.raises(RefusedError, match=r"^container refused: name: expected stack- and more, found "):
        checked_name(name, SETTINGS)

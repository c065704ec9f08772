"""What a container may be: the one list that decides what a DAG author can ask of the engine.

`checked_container` turns the parsed body of `POST /containers/create` into the body that goes to the engine, made of
nothing but checked values. Each key of the engine's API is named here with what it may hold; any other key is refused,
as a later engine may give it power.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from docker_proxy.checks import (
    UNSET,
    Check,
    Problems,
    list_of,
    one_of,
    record,
    text_like,
    unset,
    whole_number,
)
from docker_proxy.refusal import RefusedError, bare, kind, shown
from docker_proxy.settings import Settings, Volume

# Set by the proxy alone: the containers it made, and no others, can be looked at, stopped and removed through it.
MADE_BY_PROXY = "dev.daybook.docker_proxy"
STACK = "dev.daybook.stack"

MOST_PROBLEMS_TOLD = 10
MOST_PROCESSES = 4096
LARGEST_CPU_SHARES = 8192
LARGEST_NANO_CPUS = 1024 * 10**9
LONGEST_STOP_SECONDS = 600

# `labels` of other names steer other programs: docker compose, proxies and updaters that watch the engine.
_LABEL = re.compile(r"dev\.daybook\.[a-z0-9_.]{1,60}", re.ASCII)
_ENVIRONMENT_ENTRY = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*=.*", re.ASCII | re.DOTALL)
# Neither suid nor dev, which would undo the engine's nosuid and nodev.
_TMPFS_OPTION = re.compile(
    "rw|ro|exec|noexec|nosuid|nodev|noatime|mode=[0-7]{3,4}|size=[0-9]{1,15}[kmgKMG]?|[ug]id=[0-9]{1,9}", re.ASCII
)


def checked_name(name: str | None, settings: Settings) -> str:
    """Return the container's name. Raises RefusedError unless it is one of this stack's."""
    if name is None or not re.fullmatch(re.escape(settings.stack) + r"-[a-zA-Z0-9_.-]{1,200}", name, re.ASCII):
        raise RefusedError(f"container refused: name: expected {settings.stack}- and more, found {shown(name)}")
    return name


def checked_container(request: object, settings: Settings) -> dict[str, object]:
    """Return what to ask the engine for. Raises RefusedError with the path of every key that is not allowed."""
    problems = Problems()
    container = record(_container_fields(settings), needed=True)(request, "", problems)
    if isinstance(request, dict) and isinstance(container, dict) and not problems:
        _check_endpoints(request.get("NetworkingConfig"), container["HostConfig"]["NetworkMode"], problems)
    if problems or not isinstance(container, dict):
        told = problems[:MOST_PROBLEMS_TOLD]
        more = len(problems) - len(told)
        raise RefusedError("container refused: " + "; ".join(told) + (f"; and {more} more" if more else ""))
    return container


def _container_fields(settings: Settings) -> Mapping[str, Check]:
    return {
        "Image": one_of(sorted(settings.images), needed=True),
        "User": one_of([settings.user], needed=True),
        "Labels": _labels(settings.stack),
        "Cmd": list_of(_text),
        "Env": list_of(_environment_entry),
        "StopTimeout": whole_number(1, LONGEST_STOP_SECONDS),
        "AttachStdout": one_of([True, False]),
        "AttachStderr": one_of([True, False]),
        "HostConfig": record(_host_fields(settings), needed=True),
        "NetworkingConfig": lambda *_: UNSET,  # _check_endpoints, which has to know the network
        **_each("AttachStdin OpenStdin StdinOnce Tty NetworkDisabled ArgsEscaped", unset(False)),
        **_each("Hostname Domainname WorkingDir MacAddress StopSignal Runtime", unset("")),
        **_each("ExposedPorts Volumes", unset({})),
        # An empty list here does not mean "as in the image".
        **_each("Entrypoint Shell OnBuild Healthcheck", unset(secret=True)),
    }


def _host_fields(settings: Settings) -> Mapping[str, Check]:
    return {
        "NetworkMode": one_of([*sorted(settings.networks), "none"], needed=True),
        "Memory": whole_number(1, settings.max_memory, needed=True),
        "MemorySwap": whole_number(1, 2 * settings.max_memory),
        "PidsLimit": whole_number(1, MOST_PROCESSES, needed=True),
        "CpuShares": whole_number(2, LARGEST_CPU_SHARES),
        "NanoCpus": whole_number(1, LARGEST_NANO_CPUS),
        "Privileged": one_of([False], defaults=()),
        "ReadonlyRootfs": one_of([True], needed=True),
        "CapDrop": one_of([["ALL"]], needed=True),
        "SecurityOpt": _no_new_privileges,
        "IpcMode": _private,
        "CgroupnsMode": one_of(["private"], defaults=[""]),
        "Init": one_of([True, False]),
        "AutoRemove": unset(False),
        "OomKillDisable": unset(False),
        "PublishAllPorts": unset(False),
        "MemorySwappiness": unset(-1),
        "ConsoleSize": unset([0, 0]),
        "RestartPolicy": _never_restarted,
        "LogConfig": _log_settings,
        "Tmpfs": _tmpfs,
        "Mounts": list_of(_mount(settings.volumes)),
        **_each("BlkioWeight CpuCount CpuPercent CpuPeriod CpuQuota CpuRealtimePeriod CpuRealtimeRuntime", unset(0)),
        **_each("IOMaximumBandwidth IOMaximumIOps KernelMemory KernelMemoryTCP MemoryReservation", unset(0)),
        **_each("OomScoreAdj ShmSize", unset(0)),
        **_each("Cgroup CgroupParent ContainerIDFile CpusetCpus CpusetMems Isolation", unset("")),
        **_each("PidMode Runtime UTSMode UsernsMode VolumeDriver", unset("")),
        **_each("BlkioDeviceReadBps BlkioDeviceReadIOps BlkioDeviceWriteBps BlkioDeviceWriteIOps", unset([])),
        **_each("Binds BlkioWeightDevice CapAdd DeviceCgroupRules DeviceRequests Devices", unset([])),
        **_each("Dns DnsOptions DnsSearch ExtraHosts GroupAdd Links Ulimits VolumesFrom", unset([])),
        **_each("Annotations PortBindings StorageOpt Sysctls", unset({})),
        # An empty list here takes the engine's own masks away.
        **_each("MaskedPaths ReadonlyPaths", unset()),
    }


def _each(names: str, check: Check) -> Mapping[str, Check]:
    return dict.fromkeys(names.split(), check)


def _text(value: object, path: str, problems: Problems) -> object:
    # The value is not shown: an argument could be a password.
    if not isinstance(value, str):
        problems.append(f"{path}: expected a text, found {kind(value)}")
    return value


def _environment_entry(value: object, path: str, problems: Problems) -> object:
    # The value is not shown: it is likely a password.
    if not isinstance(value, str) or not _ENVIRONMENT_ENTRY.fullmatch(value):
        problems.append(f"{path}: expected a text NAME=value, found something else")
    return value


def _labels(stack: str) -> Check:
    def check(value: object, path: str, problems: Problems) -> object:
        if not isinstance(value, dict):
            problems.append(f"{path}: expected an object with the label {STACK}, found {kind(value)}")
            return UNSET
        one_of([stack], needed=True)(value.get(STACK), f"{path}.{STACK}", problems)
        for key, text in value.items():
            if key == MADE_BY_PROXY or not _LABEL.fullmatch(key):
                problems.append(f"{path}.{bare(key)}: expected labels dev.daybook.*, but not the proxy's own")
            _text(text, f"{path}.{bare(key)}", problems)
        return {**value, MADE_BY_PROXY: stack}

    return check


def _no_new_privileges(value: object, path: str, problems: Problems) -> object:
    spellings = [["no-new-privileges"], ["no-new-privileges:true"], ["no-new-privileges=true"]]
    one_of(spellings, needed=True)(value, path, problems)
    return ["no-new-privileges:true"]


def _private(value: object, path: str, problems: Problems) -> object:
    one_of(["private"], defaults=[""])(value, path, problems)
    return "private"


def _never_restarted(value: object, path: str, problems: Problems) -> object:
    record({"Name": unset("", "no"), "MaximumRetryCount": unset(0)})(value, path, problems)
    return UNSET


_log_settings = record(
    {
        "Type": one_of(["json-file", "local"], defaults=[""]),
        "Config": record(
            {
                "max-size": text_like(r"[0-9]{1,12}[kmgKMG]?", "a size such as 10m"),
                "max-file": text_like(r"[0-9]{1,3}", "a number of files"),
            }
        ),
    }
)


def _tmpfs(value: object, path: str, problems: Problems) -> object:
    def options(text: object, path: str, problems: Problems) -> object:
        if text is None:
            return UNSET
        if not isinstance(text, str) or not all(_TMPFS_OPTION.fullmatch(part) for part in text.split(",") if text):
            problems.expected(path, "options of tmpfs without suid and dev", text)
        return text

    return record({"/tmp": options})(value, path, problems)  # noqa: S108 - a folder of the container


def _mount(volumes: Mapping[str, Volume]) -> Check:
    def check(value: object, path: str, problems: Problems) -> object:
        source = value.get("Source") if isinstance(value, dict) else None
        volume = volumes.get(source) if isinstance(source, str) else None
        if not isinstance(value, dict) or volume is None:
            problems.expected(f"{path}.Source", "the volume " + " or ".join(sorted(volumes)), source)
            return UNSET
        return record(_mount_fields(source, volume), needed=True)(value, path, problems)

    return check


def _mount_fields(source: object, volume: Volume) -> Mapping[str, Check]:
    return {
        "Type": one_of(["volume"], needed=True),
        "Source": one_of([source], needed=True),
        "Target": one_of([volume.target], needed=True),
        "ReadOnly": one_of([True], needed=True) if volume.read_only else one_of([True, False]),
        "Consistency": unset("", "default"),
        "VolumeOptions": record({"NoCopy": one_of([True, False])}),
        **_each("BindOptions TmpfsOptions ImageOptions ClusterOptions", unset()),
    }


def _check_endpoints(networking: object, network: str, problems: Problems) -> None:
    """Allow to name the container's network again, but none of its settings: an alias could take a database's name."""
    path = "NetworkingConfig.EndpointsConfig"
    endpoints = networking.get("EndpointsConfig") if isinstance(networking, dict) else None
    record({"EndpointsConfig": lambda *_: UNSET})(networking, "NetworkingConfig", problems)
    if endpoints is not None and not isinstance(endpoints, dict):
        problems.expected(path, "an object", endpoints)
        return
    for name, endpoint in (endpoints or {}).items():
        one_of([network], needed=True)(name, path, problems)
        if endpoint is not None and not isinstance(endpoint, dict):
            problems.expected(f"{path}.{network}", "an object", endpoint)
            continue
        for key, item in (endpoint or {}).items():
            unset("", 0, False, [], {})(item, f"{path}.{network}.{bare(key)}", problems)

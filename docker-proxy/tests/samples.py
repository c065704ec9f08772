"""A container as TaskJarOperator asks for it, and the settings that allow it."""

from __future__ import annotations

import copy
from typing import Any

from docker_proxy.settings import Settings

ENVIRONMENT = {
    "DAYBOOK_STACK": "stack",
    "DAYBOOK_IMAGE": "daybook:test",
    "DAYBOOK_USER": "12345:12346",
    "DAYBOOK_LAKE_VOLUME": "stack-lake",
    "DAYBOOK_PIPELINES_VOLUME": "stack-pipelines",
    "DAYBOOK_INPUT_VOLUME": "stack-input",
    "DAYBOOK_SOURCE_NETWORK": "stack-source",
    "DAYBOOK_WAREHOUSE_NETWORK": "stack-warehouse",
    "DAYBOOK_PROXY_MAX_MEMORY": "1g",
}
SETTINGS = Settings.from_environment(ENVIRONMENT)

_GOOD: dict[str, Any] = {
    "Hostname": None,
    "ExposedPorts": {},
    "User": "12345:12346",
    "Tty": False,
    "OpenStdin": False,
    "StdinOnce": False,
    "AttachStdin": False,
    "AttachStdout": True,
    "AttachStderr": True,
    "Env": ["SOURCE_DB_PASSWORD=secret"],
    "Cmd": ["extract-postgres", "--date", "2024-01-20"],
    "Image": "daybook:test",
    "NetworkDisabled": False,
    "StopTimeout": 3,
    "Labels": {"dev.daybook.stack": "stack", "dev.daybook.run_id": "manual__2024-01-20T00:00:00+00:00"},
    "HostConfig": {
        "NetworkMode": "stack-source",
        "Memory": 512 * 2**20,
        "MemorySwap": 512 * 2**20,
        "PidsLimit": 512,
        "CpuShares": 1024,
        "ReadonlyRootfs": True,
        "CapDrop": ["ALL"],
        "SecurityOpt": ["no-new-privileges"],
        "PortBindings": {},
        "Privileged": False,
        "AutoRemove": False,
        "Ulimits": [],
        "LogConfig": {"Type": "json-file", "Config": {}},
        "Tmpfs": {"/tmp": "rw,exec,nosuid,nodev,size=128m,mode=1777"},  # noqa: S108
        "Mounts": [
            {"Target": "/output", "Source": "stack-lake", "Type": "volume", "ReadOnly": False},
            {"Target": "/pipelines", "Source": "stack-pipelines", "Type": "volume", "ReadOnly": True},
        ],
    },
}


def good_container() -> dict[str, Any]:
    """Return a new copy of a request body that is allowed."""
    return copy.deepcopy(_GOOD)


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the good container with `value` at `path`, such as `HostConfig/Mounts/0/ReadOnly`."""
    body = good_container()
    *parents, last = path.split("/")
    place: Any = body
    for name in parents:
        place = place[int(name)] if isinstance(place, list) else place.setdefault(name, {})
    if isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return body

"""The proxy's settings, and what is said about wrong ones."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from docker_proxy.settings import Settings, SettingsError, Volume
from samples import ENVIRONMENT


def test_the_settings_of_a_stack() -> None:
    settings = Settings.from_environment(ENVIRONMENT)
    assert settings.images == {"daybook:test"}
    assert settings.networks == {"stack-source", "stack-warehouse"}
    assert settings.volumes == {
        "stack-lake": Volume("/output", read_only=False),
        "stack-pipelines": Volume("/pipelines", read_only=True),
        "stack-input": Volume("/input", read_only=True),
    }
    assert settings.max_memory == 2**30
    assert (settings.host, settings.port, settings.socket) == ("0.0.0.0", 2375, "/var/run/docker.sock")  # noqa: S104


def test_more_for_pipelines_of_ones_own() -> None:
    settings = Settings.from_environment(
        {
            **ENVIRONMENT,
            "DAYBOOK_PROXY_MORE_IMAGES": "own-steps:1.0, registry:5000/a/b@sha256:" + "0" * 64,
            "DAYBOOK_PROXY_MORE_NETWORKS": "sales-database",
            "DAYBOOK_PROXY_MORE_VOLUMES": "sales:/sales:ro,exports:/data/exports:rw",
            "DAYBOOK_PROXY_MAX_MEMORY": "",
            "DAYBOOK_PROXY_LISTEN": "127.0.0.1:4000",
            "DAYBOOK_PROXY_SOCKET": "/run/user/1000/docker.sock",
        }
    )
    assert settings.images == {"daybook:test", "own-steps:1.0", "registry:5000/a/b@sha256:" + "0" * 64}
    assert "sales-database" in settings.networks
    assert settings.volumes["sales"] == Volume("/sales", read_only=True)
    assert settings.volumes["exports"] == Volume("/data/exports", read_only=False)
    assert settings.max_memory == 4 * 2**30
    assert (settings.host, settings.port, settings.socket) == ("127.0.0.1", 4000, "/run/user/1000/docker.sock")


WRONG = [
    ("DAYBOOK_STACK", "a b", "DAYBOOK_STACK: expected a compose project's name, found 'a b'"),
    ("DAYBOOK_IMAGE", "*", "DAYBOOK_IMAGE: expected an image, found '*'"),
    ("DAYBOOK_USER", "0:0", "DAYBOOK_USER: expected uid:gid of a user that is not root, found '0:0'"),
    ("DAYBOOK_USER", "root", "DAYBOOK_USER: expected uid:gid of a user that is not root, found 'root'"),
    ("DAYBOOK_LAKE_VOLUME", "/", "DAYBOOK_LAKE_VOLUME: expected a volume's name, found '/'"),
    ("DAYBOOK_INPUT_VOLUME", "../x", "DAYBOOK_INPUT_VOLUME: expected a volume's name, found '../x'"),
    ("DAYBOOK_INPUT_VOLUME", "stack-lake", "volumes: expected different ones, found stack-lake twice"),
    (
        "DAYBOOK_SOURCE_NETWORK",
        "host",
        "DAYBOOK_SOURCE_NETWORK: expected a network of the stack, not one of the engine's own, found 'host'",
    ),
    (
        "DAYBOOK_PROXY_MORE_NETWORKS",
        "a,bridge",
        "DAYBOOK_PROXY_MORE_NETWORKS: expected a network of the stack, not one of the engine's own, found 'bridge'",
    ),
    (
        "DAYBOOK_PROXY_MORE_VOLUMES",
        "sales",
        "DAYBOOK_PROXY_MORE_VOLUMES: expected volume:/folder:ro or volume:/folder:rw, with commas between several, "
        "found 'sales'",
    ),
    (
        "DAYBOOK_PROXY_MORE_VOLUMES",
        "/:/host:ro",
        "DAYBOOK_PROXY_MORE_VOLUMES: expected volume:/folder:ro or volume:/folder:rw, with commas between several, "
        "found '/:/host:ro'",
    ),
    (
        "DAYBOOK_PROXY_MORE_VOLUMES",
        "sales:/x/../proc:ro",
        "DAYBOOK_PROXY_MORE_VOLUMES: expected volume:/folder:ro or volume:/folder:rw, with commas between several, "
        "found 'sales:/x/../proc:ro'",
    ),
    (
        "DAYBOOK_PROXY_MORE_VOLUMES",
        "sales:/proc:ro",
        "DAYBOOK_PROXY_MORE_VOLUMES: expected a folder that is not the system's, found 'sales:/proc:ro'",
    ),
    (
        "DAYBOOK_PROXY_MORE_IMAGES",
        "a,A!",
        "DAYBOOK_PROXY_MORE_IMAGES: expected an image, with commas between several, found 'A!'",
    ),
    ("DAYBOOK_PROXY_MAX_MEMORY", "much", "DAYBOOK_PROXY_MAX_MEMORY: expected a size such as 4g, found 'much'"),
    ("DAYBOOK_PROXY_MAX_MEMORY", "0", "DAYBOOK_PROXY_MAX_MEMORY: expected a size such as 4g, found '0'"),
    ("DAYBOOK_PROXY_LISTEN", "2375", "DAYBOOK_PROXY_LISTEN: expected address:port, found '2375'"),
    (
        "DAYBOOK_PROXY_MAXMEMORY",
        "1g",
        "DAYBOOK_PROXY_MAXMEMORY: no such variable, did you mean DAYBOOK_PROXY_MAX_MEMORY?",
    ),
]


@pytest.mark.parametrize(("name", "value", "problem"), WRONG, ids=[f"{name}={value}" for name, value, _ in WRONG])
def test_a_wrong_setting_is_named(name: str, value: str, problem: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        Settings.from_environment({**ENVIRONMENT, name: value})
    assert wrong.value.problems == [problem]


def test_all_that_is_missing_is_told_at_once_with_78() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "docker_proxy"],
        env={"PYTHONPATH": os.environ["PYTHONPATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 78
    assert ended.stderr.splitlines() == [
        "DAYBOOK_STACK: expected a compose project's name, found it unset",
        "DAYBOOK_IMAGE: expected an image, found it unset",
        "DAYBOOK_USER: expected uid:gid of a user that is not root, found it unset",
        "DAYBOOK_LAKE_VOLUME: expected a volume's name, found it unset",
        "DAYBOOK_PIPELINES_VOLUME: expected a volume's name, found it unset",
        "DAYBOOK_INPUT_VOLUME: expected a volume's name, found it unset",
        "DAYBOOK_SOURCE_NETWORK: expected a network's name, found it unset",
        "DAYBOOK_WAREHOUSE_NETWORK: expected a network's name, found it unset",
    ]

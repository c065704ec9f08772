"""Fixtures: the real engine, an image, a stack of its own, the tap and the proxy.

The tests run in a container that has the Docker socket: `make test-airflow` starts it.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docker
import pytest

from rig import SOCKET, Proxy, Stack, Tap, end, eventually, start


@pytest.fixture(scope="session")
def engine() -> Iterator[docker.APIClient]:
    assert Path(SOCKET).is_socket(), f"{SOCKET}: expected the Docker socket, mounted by `make test-airflow`, found none"
    with contextlib.closing(docker.APIClient(base_url=f"unix://{SOCKET}", version="auto")) as client:
        yield client


@pytest.fixture(scope="session")
def image(engine: docker.APIClient) -> Iterator[str]:
    """Make an image that runs any command: the one that these tests run in, without its entrypoint."""
    own_id = re.search(r"/containers/([0-9a-f]{64})/", Path("/proc/self/mountinfo").read_text())[1]
    own_image = engine.inspect_container(own_id)["Image"]
    container = engine.create_container(own_image, command=["true"])["Id"]
    name = f"daybook-proxy-test:{secrets.token_hex(4)}"
    try:
        engine.commit(container, *name.split(":"), conf={"Entrypoint": [], "Cmd": ["true"], "User": "0"})
    finally:
        engine.remove_container(container)
    yield name
    engine.remove_image(name)


@pytest.fixture(scope="module")
def module_stack(engine: docker.APIClient, image: str) -> Iterator[Stack]:
    stack = Stack(f"proxy-test-{secrets.token_hex(4)}", image)
    network = engine.create_network(f"{stack.name}-source")["Id"]
    yield stack
    engine.remove_network(network)


@pytest.fixture
def stack(engine: docker.APIClient, module_stack: Stack) -> Iterator[Stack]:
    yield module_stack
    for container in module_stack.containers(engine):
        engine.remove_container(container, force=True, v=True)
    for volume in module_stack.volumes(engine):
        engine.remove_volume(volume)


@pytest.fixture(scope="module")
def module_tap() -> Iterator[Tap]:
    with tempfile.TemporaryDirectory() as folder:
        tap = Tap(f"{folder}/docker.sock")
        yield tap
        tap.close()


@pytest.fixture
def tap(module_tap: Tap) -> Tap:
    eventually("what the last test began is over", lambda: not module_tap.open)
    module_tap.mark = len(module_tap.all_received)
    return module_tap


@pytest.fixture
def start_proxy(stack: Stack, tap: Tap, tmp_path: Path) -> Iterator[Callable[..., Proxy]]:
    """Give a function that starts a proxy before the tap; its arguments are more environment variables."""
    proxies: list[Proxy] = []

    def start_one(**more: str) -> Proxy:
        environment = {**stack.environment, "DAYBOOK_PROXY_SOCKET": tap.path, **more}
        proxies.append(start(environment, tmp_path / f"proxy-{len(proxies)}.log"))
        return proxies[-1]

    yield start_one
    for proxy in proxies:
        end(proxy)


@pytest.fixture(scope="module")
def module_proxy(module_stack: Stack, module_tap: Tap, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    environment = {**module_stack.environment, "DAYBOOK_PROXY_SOCKET": module_tap.path}
    proxy = start(environment, tmp_path_factory.mktemp("proxy") / "proxy.log")
    yield proxy
    end(proxy)


@pytest.fixture
def proxy(module_proxy: Proxy, stack: Stack, tap: Tap) -> Proxy:
    module_proxy.mark = len(module_proxy.log_file.read_text())
    return module_proxy


@pytest.fixture
def good_request(stack: Stack) -> Callable[..., dict[str, object]]:
    """Give a function that writes the body of a good container which runs a shell script."""

    def request(script: str) -> dict[str, object]:
        return {
            "Image": stack.image,
            "Cmd": ["sh", "-c", script],
            "User": "12345:12346",
            "Labels": {"dev.daybook.stack": stack.name},
            "HostConfig": {
                "NetworkMode": f"{stack.name}-source",
                "Memory": 64 * 2**20,
                "PidsLimit": 64,
                "ReadonlyRootfs": True,
                "CapDrop": ["ALL"],
                "SecurityOpt": ["no-new-privileges"],
                "Mounts": [{"Type": "volume", "Source": f"{stack.name}-lake", "Target": "/output", "ReadOnly": False}],
            },
        }

    return request

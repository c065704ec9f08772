"""The real engine, the real proxy in front of it, and a tap between the two that records what the engine receives.

The tests run in a container that has the Docker socket: `make test-airflow` starts it.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docker
import pytest

SOCKET = "/var/run/docker.sock"
SECONDS_TO_WAIT = 30


def eventually(what: str, condition: Callable[[], bool]) -> None:
    """Wait until `condition` holds; fail with `what` when it never does."""
    until = time.monotonic() + SECONDS_TO_WAIT
    while not condition():
        assert time.monotonic() < until, f"expected within {SECONDS_TO_WAIT} s: {what}"
        time.sleep(0.02)


class Tap:
    """A socket that passes everything on to the engine and keeps what each connection sent to it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.received: list[bytearray] = []
        self.answered = 0
        self.open: set[socket.socket] = set()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen(512)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def requests(self) -> list[str]:
        """The first line of each request that reached the engine."""
        return [bytes(received).split(b" HTTP/1.1\r\n")[0].decode() for received in self.received]

    def cut(self) -> None:
        """Break off every connection."""
        for connection in list(self.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.listener.close()
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                engine = socket.socket(socket.AF_UNIX)
                engine.connect(SOCKET)
                received = bytearray()
                self.received.append(received)
                self.open.add(client)
                threading.Thread(target=self._to_engine, args=(client, engine, received), daemon=True).start()
                threading.Thread(target=self._to_client, args=(client, engine), daemon=True).start()

    def _to_engine(self, client: socket.socket, engine: socket.socket, received: bytearray) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                received += data
                engine.sendall(data)
        # The proxy never closes only its half: this is its end of the request.
        with contextlib.suppress(OSError):
            engine.shutdown(socket.SHUT_RDWR)
        self.open.discard(client)
        client.close()

    def _to_client(self, client: socket.socket, engine: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := engine.recv(65536):
                client.sendall(data)
                self.answered += len(data)
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_WR)
        engine.close()


@dataclass
class Proxy:
    """A running proxy: `python -m daybook_airflow.docker_proxy` as its own process."""

    process: subprocess.Popen[str]
    port: int
    environment: dict[str, str]
    log: Path
    clients: list[docker.APIClient] = field(default_factory=list)

    def client(self) -> docker.APIClient:
        """Connect docker-py as Airflow does, with the version of the API negotiated."""
        client = docker.APIClient(base_url=f"tcp://127.0.0.1:{self.port}", version="auto", timeout=60)
        self.clients.append(client)
        return client

    def connect(self) -> socket.socket:
        """Open a connection to send bytes of one's own."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS_TO_WAIT)

    def exchange(self, request: bytes) -> tuple[int, bytes]:
        """Send the bytes as they are, and return the status and all that follows the answer's head."""
        with self.connect() as connection:
            connection.sendall(request)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]), body

    def resident(self) -> int:
        """Return the process's resident memory in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024


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


@dataclass(frozen=True)
class Stack:
    """The volumes and networks of a stack that has nothing but them."""

    name: str
    image: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DAYBOOK_STACK": self.name,
            "DAYBOOK_IMAGE": self.image,
            "DAYBOOK_USER": "12345:12346",
            "DAYBOOK_LAKE_VOLUME": f"{self.name}-lake",
            "DAYBOOK_PIPELINES_VOLUME": f"{self.name}-pipelines",
            "DAYBOOK_INPUT_VOLUME": f"{self.name}-input",
            "DAYBOOK_SOURCE_NETWORK": f"{self.name}-source",
            "DAYBOOK_WAREHOUSE_NETWORK": f"{self.name}-warehouse",
        }

    def containers(self, engine: docker.APIClient) -> list[str]:
        """Return the ids of all containers that bear the stack's name."""
        return [container["Id"] for container in engine.containers(all=True, filters={"name": self.name})]


@pytest.fixture
def stack(engine: docker.APIClient, image: str) -> Iterator[Stack]:
    stack = Stack(f"proxy-test-{secrets.token_hex(4)}", image)
    networks = [engine.create_network(f"{stack.name}-source")["Id"]]
    yield stack
    for container in stack.containers(engine):
        engine.remove_container(container, force=True, v=True)
    for network in networks:
        engine.remove_network(network)
    for volume in engine.volumes(filters={"name": stack.name})["Volumes"] or []:
        engine.remove_volume(volume["Name"])


@pytest.fixture
def tap() -> Iterator[Tap]:
    with tempfile.TemporaryDirectory() as folder:
        tap = Tap(f"{folder}/docker.sock")
        yield tap
        tap.close()


@pytest.fixture
def start_proxy(stack: Stack, tap: Tap, tmp_path: Path) -> Iterator[Callable[..., Proxy]]:
    """Give a function that starts a proxy before the tap; its arguments are more environment variables."""
    proxies: list[Proxy] = []

    def start(**more: str) -> Proxy:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = {
            **stack.environment,
            "DAYBOOK_PROXY_SOCKET": tap.path,
            "DAYBOOK_PROXY_LISTEN": f"127.0.0.1:{port}",
            "PYTHONPATH": ":".join(sys.path),
            **more,
        }
        log = tmp_path / f"proxy-{len(proxies)}.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "daybook_airflow.docker_proxy"], env=environment, stdout=output, stderr=output
            )
        proxies.append(Proxy(process, port, environment, log))
        eventually("the proxy listens", lambda: "listening" in log.read_text() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        return proxies[-1]

    yield start
    for proxy in proxies:
        for client in proxy.clients:
            client.close()
        proxy.process.terminate()
        assert proxy.process.wait(SECONDS_TO_WAIT) == 0, proxy.log.read_text()
        assert "a bug" not in proxy.log.read_text(), proxy.log.read_text()
        assert "Traceback" not in proxy.log.read_text(), proxy.log.read_text()


@pytest.fixture
def proxy(start_proxy: Callable[..., Proxy]) -> Proxy:
    return start_proxy()


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

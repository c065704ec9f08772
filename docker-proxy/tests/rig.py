"""The real proxy, and a tap between it and the real engine that records what the engine receives."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import docker

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
        self.all_received: list[bytearray] = []
        self.mark = 0
        self.answered = 0
        self.open: set[socket.socket] = set()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen(512)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def received(self) -> list[bytearray]:
        """What the engine received in this test, one item a connection."""
        return self.all_received[self.mark :]

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
                self.all_received.append(received)
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
    """A running proxy: `python -m docker_proxy` as its own process."""

    process: subprocess.Popen[str]
    port: int
    environment: dict[str, str]
    log_file: Path
    mark: int = 0
    clients: list[docker.APIClient] = field(default_factory=list)

    @property
    def log(self) -> str:
        """What the proxy has logged in this test."""
        return self.log_file.read_text()[self.mark :]

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

    def volumes(self, engine: docker.APIClient) -> list[str]:
        """Return the names of all volumes that bear the stack's name."""
        return sorted(volume["Name"] for volume in engine.volumes(filters={"name": self.name})["Volumes"] or [])


def start(environment: dict[str, str], log_file: Path) -> Proxy:
    """Start a proxy, and wait until it listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**environment, "DAYBOOK_PROXY_LISTEN": f"127.0.0.1:{port}", "PYTHONPATH": os.environ["PYTHONPATH"]}
    with log_file.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "docker_proxy"], env=environment, stdout=output, stderr=output
        )
    proxy = Proxy(process, port, environment, log_file)
    eventually("the proxy listens", lambda: "listening" in proxy.log or process.poll() is not None)
    assert process.poll() is None, proxy.log
    return proxy


def end(proxy: Proxy) -> None:
    """Stop a proxy as the engine does, and look whether it had bugs."""
    for client in proxy.clients:
        client.close()
    proxy.process.terminate()
    assert proxy.process.wait(SECONDS_TO_WAIT) == 0
    log = proxy.log_file.read_text()
    assert "a bug" not in log, log
    assert "Traceback" not in log, log
    with warnings.catch_warnings():
        # docker-py leaves the connection of an attached stream to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()

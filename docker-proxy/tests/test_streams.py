"""Answers that last as long as a container runs: many, silent, cut at either end, and faster than their reader."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import docker
import pytest
import requests
from docker.errors import APIError

from docker_proxy import exchange
from docker_proxy.engine import PIECE, Engine
from docker_proxy.settings import Settings
from rig import Proxy, Stack, Tap, eventually
from test_life import create

# docker-py leaves connections to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")

STREAMS = 100
# Says nothing until it is told to.
SILENT = "trap 'echo heard; exit 7' HUP; echo ready > /tmp/ready; while :; do sleep 600 & wait $!; done"
ENDLESS = "while :; do sleep 600; done"


def silent(client: docker.APIClient, stack: Stack) -> str:
    """Create and start a container that is silent until it gets SIGHUP, and then ends with 7."""
    container = create(client, stack, SILENT)
    client.start(container)
    return container


def stream_requests(container: str) -> dict[str, bytes]:
    """Write the three requests whose answer lasts as long as the container."""
    return {
        "attach": f"POST /containers/{container}/attach?stream=1&stdout=1 HTTP/1.1\r\n"
        "Host: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n".encode(),
        "logs": f"GET /containers/{container}/logs?follow=1&stdout=1 HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
        "wait": f"POST /containers/{container}/wait HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
    }


def begin(connection: socket.socket, request: bytes) -> None:
    """Send a request and read the head of its answer."""
    connection.sendall(request)
    answer = connection.recv(65536)
    assert answer.split(b" ")[1] in {b"101", b"200"}, answer


def test_a_hundred_streams_of_each_kind_at_once(proxy: Proxy, stack: Stack) -> None:
    client = proxy.client()
    container = silent(client, stack)
    begun = threading.Barrier(3 * STREAMS + 1, timeout=60)

    def attach(one: docker.APIClient) -> bytes:
        with contextlib.closing(one.attach(container, stream=True)) as stream:
            begun.wait()
            return b"".join(stream)

    def follow(one: docker.APIClient) -> bytes:
        with contextlib.closing(one.logs(container, stream=True, follow=True)) as stream:
            begun.wait()
            return b"".join(stream)

    def wait(one: docker.APIClient) -> int:
        begun.wait()
        return one.wait(container)["StatusCode"]

    def run(work: Callable[[docker.APIClient], bytes | int]) -> bytes | int:
        url = f"tcp://127.0.0.1:{proxy.port}"
        with contextlib.closing(docker.APIClient(base_url=url, version=client.api_version)) as one:
            return work(one)

    with ThreadPoolExecutor(3 * STREAMS) as threads:
        results = {work: [threads.submit(run, work) for _ in range(STREAMS)] for work in (attach, follow, wait)}
        begun.wait()
        client.kill(container, signal="SIGHUP")
        assert [result.result() for result in results[attach]] == [b"heard\n"] * STREAMS
        assert [result.result() for result in results[follow]] == [b"heard\n"] * STREAMS
        assert [result.result() for result in results[wait]] == [7] * STREAMS


@pytest.fixture
def impatient_proxy(stack: Stack, tap: Tap, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Run a proxy in this process whose time-outs are a fifth of a second, and give its port."""
    monkeypatch.setattr(exchange, "SECONDS_OF_ENGINE", 0.2)
    monkeypatch.setattr(exchange, "SECONDS_TO_SEND", 0.2)
    settings = Settings.from_environment({**stack.environment, "DAYBOOK_PROXY_SOCKET": tap.path})
    loop = asyncio.new_event_loop()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await exchange.Exchange(reader, writer, Engine(settings.socket), settings).run()

    server = loop.run_until_complete(asyncio.start_server(accept, "127.0.0.1", 0, limit=PIECE))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield server.sockets[0].getsockname()[1]
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_no_time_out_cuts_a_silent_stream(
    impatient_proxy: int, engine: docker.APIClient, proxy: Proxy, stack: Stack
) -> None:
    """The same time-outs end what is no stream: a stop of a container that ignores SIGTERM, and a body never sent."""
    container = silent(proxy.client(), stack)
    stubborn = create(proxy.client(), stack, "trap '' TERM; while :; do sleep 1; done", "stubborn")
    engine.start(stubborn)
    address = ("127.0.0.1", impatient_proxy)
    with contextlib.ExitStack() as stack_of_connections:
        streams = {}
        for name, request in stream_requests(container).items():
            streams[name] = stack_of_connections.enter_context(socket.create_connection(address, timeout=30))
            begin(streams[name], request)
        with socket.create_connection(address, timeout=30) as stop:
            stop.sendall(f"POST /containers/{stubborn}/stop?t=3 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert stop.recv(65536).startswith(b"HTTP/1.1 504 ")
        with socket.create_connection(address, timeout=30) as half:
            half.sendall(b"POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
            assert half.recv(65536).startswith(b"HTTP/1.1 408 ")
        engine.kill(container, signal="SIGHUP")
        answers = {
            name: b"".join(iter(lambda stream=stream: stream.recv(65536), b"")) for name, stream in streams.items()
        }
    assert answers["attach"] == b"\1\0\0\0\0\0\0\6heard\n"
    assert b"heard\n" in answers["logs"]
    assert b'"StatusCode":7' in answers["wait"]


@pytest.mark.parametrize("how", ["close", "half-close", "reset"])
@pytest.mark.parametrize("kind", ["attach", "logs", "wait"])
def test_a_client_that_leaves_takes_the_engines_side_with_it(
    kind: str, how: str, proxy: Proxy, tap: Tap, stack: Stack
) -> None:
    container = create(proxy.client(), stack, ENDLESS)
    proxy.client().start(container)
    eventually("the requests before are over", lambda: not tap.open)
    with proxy.connect() as connection:
        begin(connection, stream_requests(container)[kind])
        eventually("the stream alone is open", lambda: len(tap.open) == 1)
        if how == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if how == "half-close":
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(65536) == b""
        else:
            connection.close()
        eventually("the engine's side of the stream is closed", lambda: not tap.open)


@pytest.mark.parametrize("kind", ["attach", "logs", "wait"])
def test_an_engine_that_breaks_off_is_no_proper_end(kind: str, proxy: Proxy, tap: Tap, stack: Stack) -> None:
    container = create(proxy.client(), stack, ENDLESS)
    proxy.client().start(container)
    eventually("the requests before are over", lambda: not tap.open)
    with proxy.connect() as connection:
        begin(connection, stream_requests(container)[kind])
        tap.cut()
        # A reset, or an end without the last chunk. A raw stream has no other end than this.
        with contextlib.suppress(ConnectionResetError):
            assert connection.recv(65536) == b""
    if kind != "attach":
        eventually("the break is in the log", lambda: "the Docker engine broke off" in proxy.log)


def test_docker_py_does_not_take_a_break_for_the_end_of_a_container(proxy: Proxy, tap: Tap, stack: Stack) -> None:
    client = proxy.client()
    container = create(client, stack, ENDLESS)
    client.start(container)
    eventually("the requests before are over", lambda: not tap.open)
    with ThreadPoolExecutor(1) as threads:
        ended = threads.submit(client.wait, container)
        eventually("the engine answers", lambda: tap.requests[-1].endswith("/wait") and len(tap.open) == 1)
        tap.cut()
        with pytest.raises((requests.exceptions.ChunkedEncodingError, APIError)):
            ended.result()


def test_an_engine_that_breaks_off_before_its_answer_is_said_so(
    proxy: Proxy, start_proxy: Callable[..., Proxy], tmp_path: object
) -> None:
    path = f"{tmp_path}/s"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        other = start_proxy(DAYBOOK_PROXY_SOCKET=path)

        def hang_up() -> None:
            connection, _ = listener.accept()
            connection.recv(65536)
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        status, body = other.exchange(b"GET /version HTTP/1.1\r\nHost: x\r\n\r\n")
        thread.join()
    assert status == 502
    assert body.startswith(b'{"message": "GET /version: ' + path.encode() + b": the Docker engine broke off: ")
    assert proxy.process.poll() is None


def test_a_slow_reader_slows_the_container_and_not_the_proxys_memory(proxy: Proxy, tap: Tap, stack: Stack) -> None:
    client = proxy.client()
    container = create(client, stack, "yes 0123456789012345678901234567890123456789")
    with proxy.connect() as connection:
        begin(connection, stream_requests(container)["attach"])
        before = proxy.resident()
        client.start(container)
        seen = -1

        def stands_still() -> bool:
            nonlocal seen
            last, seen = seen, tap.answered
            threading.Event().wait(0.5)
            return last == tap.answered and tap.answered > 1_000_000

        eventually("the stream stands still while nobody reads", stands_still)
        assert proxy.resident() - before < 16 * 2**20
        received = 0
        while received < 50 * 2**20:
            piece = connection.recv(2**20)
            assert piece
            received += len(piece)
        assert proxy.resident() - before < 16 * 2**20
        client.remove_container(container, force=True)


def test_a_long_log_arrives_whole(proxy: Proxy, stack: Stack) -> None:
    client = proxy.client()
    container = create(client, stack, "seq 1 20000")
    expected = b"".join(b"%d\n" % number for number in range(1, 20_001))
    with contextlib.closing(client.attach(container, stream=True)) as stream:
        client.start(container)
        assert b"".join(stream) == expected
    assert client.wait(container)["StatusCode"] == 0
    assert client.logs(container) == expected
    assert b"".join(client.logs(container, stream=True)) == expected

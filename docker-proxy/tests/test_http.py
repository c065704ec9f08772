"""Bytes that are no proper request, or try to be two: what the engine receives is never theirs."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable

import pytest

from rig import Proxy, Stack, Tap
from test_life import create

END = b"\r\nHost: x\r\n\r\n"

BAD = {
    "absolute-form": (b"GET http://docker/version HTTP/1.1" + END, 403),
    "connect": (b"CONNECT docker:2375 HTTP/1.1" + END, 403),
    "asterisk": (b"OPTIONS * HTTP/1.1" + END, 403),
    "double-slash": (b"GET //version HTTP/1.1" + END, 403),
    "trailing-slash": (b"GET /version/ HTTP/1.1" + END, 403),
    "dot-dot": (b"GET /containers/../info HTTP/1.1" + END, 403),
    "encoded-dot-dot": (b"GET /containers/%2e%2e/info HTTP/1.1" + END, 403),
    "encoded-slash": (b"GET /containers/x%2fjson HTTP/1.1" + END, 403),
    "encoded-letter": (b"GET /%76ersion HTTP/1.1" + END, 403),
    "backslash": (b"GET /containers\\x\\json HTTP/1.1" + END, 403),
    "fragment": (b"GET /version#x HTTP/1.1" + END, 403),
    "other-case": (b"GET /Version HTTP/1.1" + END, 403),
    "lower-case-method": (b"get /version HTTP/1.1" + END, 403),
    "old-version": (b"GET /v1.39/version HTTP/1.1" + END, 403),
    "two-versions": (b"GET /v1.41/v1.41/version HTTP/1.1" + END, 403),
    "query-where-none-is": (b"GET /version?x=1 HTTP/1.1" + END, 403),
    "query-twice": (b"GET /containers/json?all=1&all=0 HTTP/1.1" + END, 400),
    "query-semicolon": (b"GET /containers/json?all=1;size=1 HTTP/1.1" + END, 400),
    "query-bad-value": (b"GET /containers/json?all=perhaps HTTP/1.1" + END, 403),
    "query-other-case": (b"GET /containers/json?All=1 HTTP/1.1" + END, 403),
    "filter-twice": (b'GET /containers/json?filters={"label":[],"label":[]} HTTP/1.1' + END, 400),
    "filter-unknown": (b'GET /containers/json?filters={"volume":["x"]} HTTP/1.1' + END, 403),
    "filter-negated": (b'GET /containers/json?filters={"label":{"x":false}} HTTP/1.1' + END, 403),
    "filter-no-object": (b"GET /containers/json?filters=[] HTTP/1.1" + END, 403),
    "images-of-others": (b'GET /images/json?filters={"reference":["*"]} HTTP/1.1' + END, 403),
    "attach-stdin": (b"POST /containers/x/attach?stdin=1 HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp" + END, 403),
    "attach-without-upgrade": (b"POST /containers/x/attach HTTP/1.1" + END, 400),
    "body-of-get": (b"GET /version HTTP/1.1\r\nContent-Length: 1" + END + b"x", 413),
    "chunked-body-of-get": (b"GET /version HTTP/1.1\r\nTransfer-Encoding: chunked" + END + b"1\r\nx\r\n0\r\n\r\n", 413),
    "two-lengths": (b"POST /containers/create HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2" + END + b"{}", 400),
    "bad-length": (b"POST /containers/create HTTP/1.1\r\nContent-Length: -1" + END, 400),
    "bad-chunk": (b"POST /containers/create HTTP/1.1\r\nTransfer-Encoding: chunked" + END + b"zz\r\n", 400),
    "gzip": (b"POST /containers/create HTTP/1.1\r\nTransfer-Encoding: gzip, chunked" + END, 501),
    "no-host": (b"GET /version HTTP/1.1\r\n\r\n", 400),
    "nul-in-header": (b"GET /version HTTP/1.1\r\nX: \0" + END, 400),
    "long-header": (b"GET /version HTTP/1.1\r\nX: " + b"x" * 200_000 + END, 431),
    "no-http": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    "http-2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 403),
    "empty-body": (b"POST /containers/create?name=stack HTTP/1.1\r\nContent-Length: 0" + END, 403),
    "long-body": (b"POST /containers/create HTTP/1.1\r\nContent-Length: 2000000" + END + b"x" * 2_000_000, 413),
}


@pytest.mark.parametrize(("request_bytes", "status"), BAD.values(), ids=BAD)
def test_a_bad_request_is_answered_and_does_not_reach_the_engine(
    request_bytes: bytes, status: int, proxy: Proxy, tap: Tap
) -> None:
    found, body = proxy.exchange(request_bytes)
    assert found == status, body
    message = json.loads(body)["message"]
    assert message, body
    assert "\n" not in message
    assert tap.requests == []
    refused = [line for line in proxy.log.splitlines() if " WARNING refused " in line]
    assert len(refused) == 1, refused


@pytest.mark.parametrize("target", ["/version", "/v1.41/version", "/v1.99/version", "/_ping", "/v1.41/_ping"])
def test_a_good_request_reaches_the_engine_written_anew(target: str, proxy: Proxy, tap: Tap) -> None:
    status, _ = proxy.exchange(f"GET {target} HTTP/1.1\r\nHost: x\r\nX-Registry-Auth: x\r\nCookie: y\r\n\r\n".encode())
    assert status == (400 if "1.99" in target else 200)
    assert [bytes(received) for received in tap.received] == [
        f"GET {target} HTTP/1.1\r\nHost: docker\r\nUser-Agent: daybook-docker-proxy\r\nContent-Length: 0\r\n"
        "Connection: close\r\n\r\n".encode()
    ]


def test_a_head_request_has_no_body(proxy: Proxy) -> None:
    assert proxy.exchange(b"HEAD /_ping HTTP/1.1" + END) == (200, b"")


def test_a_second_request_behind_the_first_goes_nowhere(proxy: Proxy, tap: Tap) -> None:
    proxy.exchange(b"GET /_ping HTTP/1.1" + END + b"GET /version HTTP/1.1" + END)
    assert tap.requests == ["GET /_ping"]


def test_bytes_behind_an_attach_go_nowhere(proxy: Proxy, tap: Tap, stack: Stack) -> None:
    client = proxy.client()
    container = create(client, stack, "sleep 600")
    before = len(tap.received)
    hidden = b"POST /containers/create?name=x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
    request = f"POST /containers/{container}/attach?stream=1&stdout=1 HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp"
    with proxy.connect() as connection:
        connection.sendall(request.encode() + END + hidden)
        head = connection.recv(65536)
        assert head.startswith(b"HTTP/1.1 101 UPGRADED\r\n")
        connection.sendall(hidden)
        # The proxy reads what it drops, and so it sees that the client leaves after it.
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(65536) == b""
    received = b"".join(bytes(received) for received in tap.received[before:])
    assert received.count(b"HTTP/1.1\r\n") == 2
    assert b"create" not in received


def test_the_length_does_not_hide_a_request_in_chunks(proxy: Proxy, tap: Tap) -> None:
    hidden = b"GET /version HTTP/1.1" + END
    body = b"2\r\n{}\r\n0\r\n\r\n" + hidden
    head = f"POST /containers/create?name=x HTTP/1.1\r\nContent-Length: {len(body)}\r\nTransfer-Encoding: chunked"
    status, _ = proxy.exchange(head.encode() + END + body)
    assert status in {400, 403}
    assert tap.requests == []


def test_a_client_that_waits_for_100_gets_it_only_for_a_request_that_is_allowed(proxy: Proxy, tap: Tap) -> None:
    head = b"POST %s HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2" + END
    with proxy.connect() as connection:
        connection.sendall(head % b"/containers/create?name=x")
        assert connection.recv(65536) == b"HTTP/1.1 100 \r\n\r\n"
        connection.sendall(b"{}")
        assert connection.recv(65536).startswith(b"HTTP/1.1 403 ")
    with proxy.connect() as connection:
        connection.sendall(head % b"/volumes/create")
        assert connection.recv(65536).startswith(b"HTTP/1.1 403 ")
    assert tap.requests == []


def test_a_client_that_has_closed_its_half_still_gets_a_short_answer(proxy: Proxy) -> None:
    with proxy.connect() as connection:
        connection.sendall(b"GET /_ping HTTP/1.0\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"\r\n\r\nOK")


def test_a_client_that_sends_nothing_or_half_a_request_does_no_harm(proxy: Proxy, tap: Tap) -> None:
    for sent in (b"", b"GET /ver", b"POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"):
        with proxy.connect() as connection:
            connection.sendall(sent)
    assert proxy.exchange(b"GET /_ping HTTP/1.1" + END)[0] == 200
    assert tap.requests == ["GET /_ping"]


def test_what_is_logged_and_told_cannot_forge_a_line(proxy: Proxy) -> None:
    status, body = proxy.exchange(b"GET /version?x=%0aINFO%20forged\x7f\xe2\x80\xa8 HTTP/1.1" + END)
    assert status in {400, 403}
    assert json.loads(body)["message"].isprintable()
    assert all(line.isprintable() for line in proxy.log.splitlines())
    assert len(proxy.log.splitlines()) == 1


def test_an_engine_that_is_not_there_is_said_so(start_proxy: Callable[..., Proxy]) -> None:
    proxy = start_proxy(DAYBOOK_PROXY_SOCKET="/nowhere/docker.sock")
    status, body = proxy.exchange(b"GET /version HTTP/1.1" + END)
    reason = "GET /version: /nowhere/docker.sock: the Docker engine cannot be reached: No such file or directory"
    assert (status, json.loads(body)) == (502, {"message": reason})
    assert "WARNING failed GET /version from 127.0.0.1: /nowhere/docker.sock: " in proxy.log


def test_a_stop_while_clients_are_there_is_clean(start_proxy: Callable[..., Proxy], stack: Stack) -> None:
    """The fixture looks at the log and the exit code."""
    proxy = start_proxy()
    container = create(proxy.client(), stack, "sleep 600")
    attach = f"POST /containers/{container}/attach?stream=1&stdout=1 HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp"
    with proxy.connect() as halfway, proxy.connect() as refused, proxy.connect() as attached:
        halfway.sendall(b"GET /ver")
        refused.sendall(b"GET /nowhere HTTP/1.1" + END)
        assert refused.recv(65536).startswith(b"HTTP/1.1 403 ")
        attached.sendall(attach.encode() + END)
        assert attached.recv(65536).startswith(b"HTTP/1.1 101 ")
        proxy.process.terminate()
        assert proxy.process.wait(30) == 0
        assert [halfway.recv(65536), attached.recv(65536)] == [b"", b""]
    assert proxy.log.splitlines()[-1].endswith("INFO stopped")

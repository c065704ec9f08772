"""One request of a client: parsed by h11, checked, written anew for the engine, its answer passed back as it comes."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Coroutine
from typing import Any

import h11

from docker_proxy import routes, strict_json
from docker_proxy.container_policy import MADE_BY_PROXY, checked_container, checked_name
from docker_proxy.engine import PIECE, Answer, Engine
from docker_proxy.refusal import RefusedError, bare
from docker_proxy.routes import Kind, Route
from docker_proxy.settings import Settings

LARGEST_BODY = 2**20
LARGEST_HEAD = 32 * 1024
LONGEST_TARGET = 300
OWN_FAULTS = {500, 502, 504}
SECONDS_TO_SEND = 60
SECONDS_OF_ENGINE = 900
SECONDS_TO_LEAVE = 5
HINT = ' (docs/airflow.md, "The Docker socket")'

log = logging.getLogger("docker-proxy")


class ClientGoneError(Exception):
    """The client closed its side while an answer that can last for ever was on its way."""


class Exchange:
    """A connection of a client, which is closed after one request and its answer."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, engine: Engine, settings: Settings
    ) -> None:
        self.reader = reader
        self.writer = writer
        self.engine = engine
        self.settings = settings
        self.http = h11.Connection(h11.SERVER, max_incomplete_event_size=LARGEST_HEAD)
        self.what = "a request"
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    async def run(self) -> None:
        """Answer the request, whatever happens, and close the connection."""
        try:
            await self._answer()
        except RefusedError as refusal:
            await self._refuse(refusal.status, refusal.reason)
        except h11.RemoteProtocolError as problem:
            await self._refuse(
                problem.error_status_hint, f"not HTTP/1.1 as the Docker proxy reads it: {str(problem)[:LONGEST_TARGET]}"
            )
        except (ClientGoneError, OSError):
            self.writer.transport.abort()
        except Exception:
            log.exception("a bug while answering %s", self.what)
            await self._refuse(500, "a bug in the Docker proxy; its log has more")
        finally:
            # An answer that was not sent whole lacks its last chunk or its length, and so is not taken for the whole.
            self.writer.close()

    async def _answer(self) -> None:
        request = await self._head()
        if request is None:
            return
        method, target = request.method.decode("ascii"), request.target.decode("ascii", "backslashreplace")
        self.what = f"{method} {bare(target, LONGEST_TARGET)}"
        route = routes.find(method, target, self.settings)
        if route.upgrades and not _asks_for_upgrade(request):
            raise RefusedError("expected the headers Connection: Upgrade and Upgrade: tcp", 400)
        body = await self._body(LARGEST_BODY if route.kind is Kind.CREATE else 0)
        if route.streams:
            await self._until_client_leaves(self._forward(route, body))
        else:
            await _within(SECONDS_OF_ENGINE, self._forward(route, body), RefusedError("the engine is too slow", 504))

    async def _head(self) -> h11.Request | None:
        """Wait for a request as long as the client likes. Returns None when it leaves without one."""
        event = await self._next_event()
        return event if isinstance(event, h11.Request) else None

    async def _body(self, limit: int) -> bytes:
        too_slow = RefusedError(f"expected the whole request within {SECONDS_TO_SEND} s", 408)
        body = bytearray()
        while isinstance(event := await _within(SECONDS_TO_SEND, self._next_event(), too_slow), h11.Data):
            body += event.data
            if len(body) > limit:
                raise RefusedError(f"expected a body of at most {limit} bytes, found a longer one", 413)
        return bytes(body)

    async def _next_event(self) -> Any:
        while (event := self.http.next_event()) is h11.NEED_DATA:
            if self.http.they_are_waiting_for_100_continue:
                await self._send(h11.InformationalResponse(status_code=100, headers=[]))
            self.http.receive_data(await self.reader.read(PIECE))
        return event

    async def _forward(self, route: Route, body: bytes) -> None:
        container_id = ""
        if route.kind is Kind.CREATE:
            body = self._checked_body(route, body)
        elif route.kind is Kind.OF_A_CONTAINER:
            container_id = await self._container_of_this_stack(route)
        if route.kind is Kind.OF_A_CONTAINER and not container_id:
            return
        target = route.target(container_id)
        async with self.engine.request(route.method, target, body, upgrade=route.upgrades) as answer:
            await self._relay(answer)

    def _checked_body(self, route: Route, body: bytes) -> bytes:
        name = checked_name(route.query.get("name"), self.settings)
        container = checked_container(strict_json.parse(body, "container refused"), self.settings)
        log.info("create %s of %s", name, container["Image"])
        return strict_json.write(container).encode("ascii")

    async def _container_of_this_stack(self, route: Route) -> str:
        """Return the full id of the container. Returns "" after passing on that there is no such container.

        Raises RefusedError for a container that this proxy did not make. The id is what the request then names, as a
        name can pass on to another container in between.
        """
        async with self.engine.request("GET", f"{route.version}/containers/{route.container}/json") as answer:
            if answer.status != 200:
                await self._relay(answer)
                return ""
            found = json.loads(await answer.whole())
        if ((found.get("Config") or {}).get("Labels") or {}).get(MADE_BY_PROXY) != self.settings.stack:
            stack = self.settings.stack
            raise RefusedError(f"container {route.container}: not one made through this proxy for the stack {stack}")
        return found["Id"]

    async def _relay(self, answer: Answer) -> None:
        if answer.upgraded:
            headers = [(b"Connection", b"Upgrade"), (b"Upgrade", b"tcp"), *answer.headers]
            await self._send(h11.InformationalResponse(status_code=101, reason="UPGRADED", headers=headers))
            async for piece in answer.pieces:
                self.writer.write(piece)
                await self.writer.drain()
            return
        await self._send(h11.Response(status_code=answer.status, headers=[*answer.headers, (b"Connection", b"close")]))
        async for piece in answer.pieces:
            await self._send(h11.Data(data=piece))
        await self._send(h11.EndOfMessage())

    async def _send(self, event: Any) -> None:
        self.writer.write(self.http.send(event) or b"")
        await self.writer.drain()

    async def _until_client_leaves(self, work: Coroutine[Any, Any, None]) -> None:
        """Do the work, but not beyond the end of the client's side; what a client still sends goes nowhere."""
        relay, leave = asyncio.ensure_future(work), asyncio.ensure_future(self._read_to_end())
        try:
            await asyncio.wait({relay, leave}, return_when=asyncio.FIRST_COMPLETED)
            if not relay.done():
                raise ClientGoneError
            relay.result()
        finally:
            relay.cancel()
            leave.cancel()
            await asyncio.gather(relay, leave, return_exceptions=True)

    async def _read_to_end(self) -> None:
        while await self.reader.read(PIECE):
            pass

    async def _refuse(self, status: int, reason: str) -> None:
        """Answer with the engine's form of an error, which docker-py shows, and log it."""
        client = (self.writer.get_extra_info("peername") or ["?"])[0]
        log.warning("%s %s from %s: %s", "failed" if status in OWN_FAULTS else "refused", self.what, client, reason)
        if self.http.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            return
        body = json.dumps({"message": f"{self.what}: {reason}{HINT if status == 403 else ''}"}).encode("ascii")
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Connection", "close")]
        try:
            for event in (h11.Response(status_code=status, headers=headers), h11.Data(data=body), h11.EndOfMessage()):
                await self._send(event)
            self.writer.write_eof()
            # Closing with bytes unread would reset the connection, and the client would not see why it was refused.
            async with asyncio.timeout(SECONDS_TO_LEAVE):
                await self._read_to_end()
        except OSError:  # also what a time-out is; the client need not take the answer
            pass


def _asks_for_upgrade(request: h11.Request) -> bool:
    headers = {name: value.lower() for name, value in request.headers}
    return headers.get(b"connection") == b"upgrade" and headers.get(b"upgrade") == b"tcp"


async def _within(seconds: float, work: Coroutine[Any, Any, Any], otherwise: RefusedError) -> Any:
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        raise otherwise from None

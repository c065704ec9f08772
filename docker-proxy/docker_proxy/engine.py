"""One request to the Docker engine over its socket, and its answer as a stream."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import h11

from docker_proxy.refusal import RefusedError

PIECE = 64 * 1024
# The answer's headers that say something about its content; the others belong to one connection or to nobody.
PASSED_ON = {b"content-type", b"content-length", b"api-version", b"docker-experimental", b"ostype"}


@dataclass
class Answer:
    """What the engine answered. `upgraded`: it speaks no HTTP from here on, and `pieces` are the raw stream."""

    status: int
    headers: list[tuple[bytes, bytes]]
    upgraded: bool
    pieces: AsyncIterator[bytes]

    async def whole(self, limit: int = 16 * 2**20) -> bytes:
        """Read all of a short answer. Raises RefusedError (502) when it is longer than `limit` bytes."""
        content = bytearray()
        async for piece in self.pieces:
            content += piece
            if len(content) > limit:
                raise RefusedError(f"the Docker engine's answer is longer than {limit} bytes", 502)
        return bytes(content)


class Engine:
    """The Docker engine behind `socket`. Every request gets its own connection, closed when the request is over."""

    def __init__(self, socket: str) -> None:
        self.socket = socket

    @asynccontextmanager
    async def request(
        self, method: str, target: str, body: bytes = b"", *, upgrade: bool = False
    ) -> AsyncIterator[Answer]:
        """Send one request, and give its answer as soon as its head is there.

        Raises RefusedError (502) when the engine cannot be reached, breaks off or does not speak HTTP.
        """
        try:
            reader, writer = await asyncio.open_unix_connection(self.socket, limit=PIECE)
        except OSError as problem:
            reason = problem.strerror or problem
            raise RefusedError(f"{self.socket}: the Docker engine cannot be reached: {reason}", 502) from None
        try:
            yield await _Exchange(self.socket, reader, writer).begin(method, target, body, upgrade=upgrade)
        finally:
            writer.transport.abort()


class _Exchange:
    def __init__(self, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.name = name
        self.reader = reader
        self.writer = writer
        self.http = h11.Connection(h11.CLIENT)

    async def begin(self, method: str, target: str, body: bytes, *, upgrade: bool) -> Answer:
        headers = [("Host", "docker"), ("User-Agent", "daybook-docker-proxy"), ("Content-Length", str(len(body)))]
        headers += [("Connection", "Upgrade"), ("Upgrade", "tcp")] if upgrade else [("Connection", "close")]
        if body:
            headers.append(("Content-Type", "application/json"))
        request = h11.Request(method=method, target=target, headers=headers)
        for part in (request, h11.Data(data=body), h11.EndOfMessage()):
            self.writer.write(self.http.send(part) or b"")
        event = await self._next_event()
        while isinstance(event, h11.InformationalResponse) and event.status_code != 101:
            event = await self._next_event()
        if not isinstance(event, h11.Response | h11.InformationalResponse):
            raise self._broke_off("it answered nothing")
        passed_on = [(name, value) for name, value in event.headers if name in PASSED_ON]
        upgraded = event.status_code == 101
        return Answer(event.status_code, passed_on, upgraded, self._raw_pieces() if upgraded else self._pieces())

    def _broke_off(self, how: object) -> RefusedError:
        return RefusedError(f"{self.name}: the Docker engine broke off: {how}", 502)

    async def _read(self) -> bytes:
        try:
            return await self.reader.read(PIECE)
        except OSError as problem:
            raise self._broke_off(problem) from None

    async def _next_event(self) -> Any:
        try:
            while (event := self.http.next_event()) is h11.NEED_DATA:
                self.http.receive_data(await self._read())
        except h11.RemoteProtocolError as problem:
            raise self._broke_off(problem) from None
        return event

    async def _pieces(self) -> AsyncIterator[bytes]:
        while isinstance(event := await self._next_event(), h11.Data):
            yield bytes(event.data)

    async def _raw_pieces(self) -> AsyncIterator[bytes]:
        first, _ = self.http.trailing_data
        if first:
            yield first
        while piece := await self._read():
            yield piece

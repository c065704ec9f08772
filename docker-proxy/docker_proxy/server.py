"""The proxy itself: it listens, and handles each connection by an Exchange."""

from __future__ import annotations

import asyncio
import logging
import signal

from docker_proxy.engine import PIECE, Engine
from docker_proxy.exchange import Exchange
from docker_proxy.settings import Settings

log = logging.getLogger("docker-proxy")


async def serve(settings: Settings) -> None:
    """Listen until SIGTERM or SIGINT; what is still under way then is cut."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    engine = Engine(settings.socket)
    exchanges: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        exchange = loop.create_task(Exchange(reader, writer, engine, settings).run())
        exchanges.add(exchange)
        exchange.add_done_callback(exchanges.discard)

    server = await asyncio.start_server(accept, settings.host, settings.port, limit=PIECE, backlog=512)
    log.info("listening on %s:%d for the stack %s", *server.sockets[0].getsockname()[:2], settings.stack)
    await stopped.wait()
    server.close()
    for exchange in exchanges:
        exchange.cancel()
    await asyncio.gather(*exchanges, return_exceptions=True)
    log.info("stopped")

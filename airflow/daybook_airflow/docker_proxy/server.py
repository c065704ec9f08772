"""The proxy itself: it listens, and handles each connection by an Exchange."""

from __future__ import annotations

import asyncio
import logging
import signal

from daybook_airflow.docker_proxy.engine import PIECE, Engine
from daybook_airflow.docker_proxy.exchange import Exchange
from daybook_airflow.docker_proxy.settings import Settings

log = logging.getLogger("docker-proxy")


async def serve(settings: Settings) -> None:
    """Listen until SIGTERM or SIGINT; what is still under way then is cut."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    engine = Engine(settings.socket)

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await Exchange(reader, writer, engine, settings).run()

    server = await asyncio.start_server(accept, settings.host, settings.port, limit=PIECE, backlog=512)
    log.info("listening on %s:%d for the stack %s", *server.sockets[0].getsockname()[:2], settings.stack)
    await stopped.wait()
    # Not `async with server`: that would wait for the last stream to end by itself.
    server.close()
    log.info("stopped")

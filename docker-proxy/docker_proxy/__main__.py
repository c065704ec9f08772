"""Runs the proxy: `python -m docker_proxy`; `--check` asks a running one whether the engine answers."""

from __future__ import annotations

import argparse
import asyncio
import http.client
import logging
import os
import sys
import time

from docker_proxy.server import serve
from docker_proxy.settings import Settings, SettingsError

CONFIGURATION = 78
UNREACHABLE = 69


def main() -> int:
    """Return the exit code: 0, 69 when the proxy or the engine behind it does not answer, 78 for wrong settings."""
    parser = argparse.ArgumentParser(prog="python -m docker_proxy", description=__doc__)
    parser.add_argument("--check", action="store_true", help="ask the running proxy, through the engine's _ping")
    arguments = parser.parse_args()
    try:
        settings = Settings.from_environment(os.environ)
    except SettingsError as error:
        for problem in error.problems:
            sys.stderr.write(problem + "\n")
        return CONFIGURATION
    if arguments.check:
        return check(settings)
    logging.Formatter.converter = time.gmtime
    logging.basicConfig(
        stream=sys.stdout,
        level=logging.INFO,
        format="%(asctime)sZ %(levelname)s %(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S",
    )
    asyncio.run(serve(settings))
    return 0


def check(settings: Settings) -> int:
    """Return 0 when the proxy on this host answers for the engine, else 69 after one line that says what is wrong."""
    connection = http.client.HTTPConnection("127.0.0.1", settings.port, timeout=10)
    try:
        connection.request("GET", "/_ping")
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as problem:
        sys.stderr.write(f"127.0.0.1:{settings.port}: expected the Docker proxy, found: {problem}\n")
        return UNREACHABLE
    if answer.status != http.client.OK:
        sys.stderr.write(f"{text}\n")
        return UNREACHABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())

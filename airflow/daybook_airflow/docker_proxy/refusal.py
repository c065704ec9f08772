"""How the proxy says no."""

from __future__ import annotations

import json

LONGEST_SHOWN = 80


class RefusedError(Exception):
    """A request that does not reach the engine.

    The text is one line for the client and the log: what was expected and what was found. `status` is the HTTP status.
    """

    def __init__(self, reason: str, status: int = 403) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


def shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    """Show a value from a request on one line of printable ASCII, cut when it is long. A text is in quotes."""
    text = json.dumps(value, default=repr)
    return text if len(text) <= longest else text[:longest] + "..." + text[0].replace("{", "}").replace("[", "]")

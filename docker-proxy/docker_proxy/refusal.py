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
    """Show a value from a request on one line of printable ASCII, cut when it is long; a text is in quotes."""
    text = json.dumps(value, default=repr)
    return text if len(text) <= longest else text[:longest] + "..."


def kind(value: object) -> str:
    """Say what kind of JSON value it is, for where the value itself could be a secret."""
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "a truth value", type(None): "null"}
    return kinds.get(type(value), "a number")


def bare(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Show a text as `shown` does, but without the quotes."""
    inside = shown(text, 2**30)[1:-1]
    return inside if len(inside) <= longest else inside[:longest] + "..."

"""JSON that can be read in one way only.

The engine is written in Go, whose decoder takes the last of two equal keys, matches keys whatever their case and
replaces bytes that are not UTF-8. What two readers could understand differently is refused before anything is checked.
"""

from __future__ import annotations

import json
from typing import NoReturn

from docker_proxy.refusal import RefusedError, shown

DEEPEST = 16
LARGEST_NUMBER = 2**63 - 1


def parse(body: bytes, what: str) -> object:
    """Parse `body`; `what` names it in a refusal. Raises RefusedError (400) unless it is plain, unambiguous JSON."""
    try:
        value = json.loads(
            body.decode("utf-8"), object_pairs_hook=_object_of_different_keys, parse_constant=_refuse_constant
        )
        _check(value, 0)
    except RecursionError:
        raise RefusedError(f"{what}: expected JSON at most {DEEPEST} levels deep, found more", 400) from None
    except ValueError as problem:
        raise RefusedError(f"{what}: expected unambiguous JSON in UTF-8, found: {problem}", 400) from None
    return value


def _object_of_different_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        if key in result:
            message = f"the key {shown(key)} twice"
            raise ValueError(message)
        result[key] = value
    return result


def _refuse_constant(name: str) -> NoReturn:
    message = f"the number {name}"
    raise ValueError(message)


def _check(value: object, depth: int) -> None:
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, dict):
        for key, item in value.items():
            _check_text(key)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
    elif isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int | float) and abs(value) > LARGEST_NUMBER:
        message = "a number beyond 64 bits"
        raise ValueError(message)


def _check_text(text: str) -> None:
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        message = "a NUL or half a surrogate pair in a text"
        raise ValueError(message)


def write(value: object) -> str:
    """Write a checked value as compact JSON in ASCII."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False)

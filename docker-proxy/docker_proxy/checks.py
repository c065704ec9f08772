"""Checks of single values, out of which the list of what a container may be is composed.

A check takes a value of the parsed request, the path of its key, and the list of problems. It returns the value that
goes to the engine, or UNSET for "leave the key out"; what does not fit is added to the problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from docker_proxy.refusal import bare, kind, shown


class Problems(list[str]):
    """What is wrong with a request, one text a key."""

    def expected(self, path: str, expectation: str, value: object) -> None:
        """Note that the value at `path` is not what it should be, and show it."""
        self.append(f"{path}: expected {expectation}, found {shown(value)}")


class _Unset:
    """The type of UNSET."""


UNSET: Final = _Unset()
Check = Callable[[object, str, Problems], object]


def same(one: object, other: object) -> bool:
    """Whether two JSON values are equal, where 1, 1.0 and true are three different ones."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def unset(*defaults: object, secret: bool = False) -> Check:
    """Allow only null or one of the `defaults`; the key is left out, so that the engine's own default holds.

    The value of a `secret` is not told.
    """

    def check(value: object, path: str, problems: Problems) -> object:
        if value is not None and not any(same(value, default) for default in defaults):
            problems.append(f"{path}: expected it unset, found {kind(value) if secret else shown(value)}")
        return UNSET

    return check


def one_of(choices: Sequence[object], *, needed: bool = False, defaults: Sequence[object] = ()) -> Check:
    """Allow one of the `choices`; null and the `defaults` leave the key out unless it is `needed`."""
    expectation = " or ".join(shown(choice) for choice in choices)

    def check(value: object, path: str, problems: Problems) -> object:
        if not needed and (value is None or any(same(value, default) for default in defaults)):
            return UNSET
        if not any(same(value, choice) for choice in choices):
            problems.expected(path, expectation, value)
        return value

    return check


def whole_number(minimum: int, maximum: int, *, needed: bool = False) -> Check:
    """Allow a whole number in the range; null and 0 leave the key out unless it is `needed`."""

    def check(value: object, path: str, problems: Problems) -> object:
        if not needed and (value is None or same(value, 0)):
            return UNSET
        if type(value) is not int or not minimum <= value <= maximum:
            problems.expected(path, f"a whole number from {minimum} to {maximum}", value)
        return value

    return check


def text_like(pattern: str, expectation: str) -> Check:
    """Allow null, which leaves the key out, or a text that matches `pattern` as a whole."""
    expression = re.compile(pattern, re.ASCII)

    def check(value: object, path: str, problems: Problems) -> object:
        if value is None:
            return UNSET
        if not isinstance(value, str) or not expression.fullmatch(value):
            problems.expected(path, expectation, value)
        return value

    return check


def list_of(check_item: Check) -> Check:
    """Allow null, which leaves the key out, or a list whose items pass `check_item`."""

    def check(value: object, path: str, problems: Problems) -> object:
        if value is None:
            return UNSET
        if not isinstance(value, list):
            problems.append(f"{path}: expected a list, found {kind(value)}")
            return UNSET
        return [check_item(item, f"{path}[{position}]", problems) for position, item in enumerate(value)]

    return check


def record(fields: Mapping[str, Check], *, needed: bool = False) -> Check:
    """Allow an object with no other keys than `fields`, each passing its check; an absent key is checked as null."""
    spelled = {name.casefold(): name for name in fields}

    def check(value: object, path: str, problems: Problems) -> object:
        if value is None and not needed:
            return UNSET
        if not isinstance(value, dict):
            problems.append(f"{path or 'body'}: expected an object, found {kind(value)}")
            return UNSET
        prefix = f"{path}." if path else ""
        for key in sorted(value.keys() - fields.keys()):
            near = spelled.get(key.casefold())
            hint = f"did you mean {near}?" if near else "the proxy does not know it"
            problems.append(f"{prefix}{bare(key)}: no such key, {hint}")
        checked = {key: test(value.get(key), prefix + key, problems) for key, test in fields.items()}
        return {key: item for key, item in checked.items() if item is not UNSET}

    return check

"""Which requests there are at all.

A request's target is parsed, looked up in a short list, and its query is checked name by name. What goes to the engine
is written anew from the result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import parse_qsl, urlencode

from docker_proxy import strict_json
from docker_proxy.container_policy import MADE_BY_PROXY
from docker_proxy.refusal import RefusedError, shown
from docker_proxy.settings import Settings

# Older versions of the API mean other things by the same request: up to 1.23, `start` takes a whole HostConfig.
OLDEST_API = (1, 40)

_TARGET = re.compile(
    r"(?P<version>/v(?P<major>[0-9]{1,3})\.(?P<minor>[0-9]{1,3}))?"
    r"(?P<path>(/[A-Za-z0-9_.:@-]+)+)"
    r"(\?(?P<query>[!-~]*))?",
    re.ASCII,
)
_CONTAINER = re.compile(r"/containers/(?P<id>[A-Za-z0-9][A-Za-z0-9_.-]{0,255})(?P<action>/[a-z]+)?", re.ASCII)
LONGEST_FILTER = 1000


class Kind(Enum):
    """What the proxy does with a request besides passing it on."""

    PLAIN = auto()
    CREATE = auto()
    OF_A_CONTAINER = auto()


@dataclass(frozen=True)
class Route:
    """A request that is allowed, in the form the engine will see.

    `path` has no version; for a container's own request it is what follows the id. `streams` tells that the answer can
    take as long as a container runs, `upgrades` that it is a raw stream instead of HTTP.
    """

    kind: Kind
    method: str
    version: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    container: str = ""
    streams: bool = False
    upgrades: bool = False

    def target(self, container_id: str = "") -> str:
        """Write the target for the engine; `container_id` is the full id of the container it is about."""
        path = f"/containers/{container_id}{self.path}" if self.kind is Kind.OF_A_CONTAINER else self.path
        return self.version + path + ("?" + urlencode(self.query) if self.query else "")


QueryCheck = Callable[[str], bool]


def _like(pattern: str) -> QueryCheck:
    expression = re.compile(pattern, re.ASCII | re.IGNORECASE)
    return lambda value: expression.fullmatch(value) is not None


_switch = _like("0|1|true|false")
_off = _like("0|false")
_count = _like("-?[0-9]{1,9}")
_time = _like(r"[0-9]{1,12}(\.[0-9]{1,9})?")
_signal = _like("(SIG)?(TERM|KILL|INT|QUIT|HUP)|15|9|2|3|1")

_ACTIONS: Mapping[tuple[str, str], Mapping[str, QueryCheck]] = {
    ("GET", "/json"): {"size": _off},
    ("GET", "/logs"): {
        **dict.fromkeys(("stdout", "stderr", "follow", "timestamps", "details"), _switch),
        **dict.fromkeys(("since", "until"), _time),
        "tail": _like("all|[0-9]{1,9}"),
    },
    ("POST", "/attach"): {**dict.fromkeys(("stdout", "stderr", "stream", "logs"), _switch), "stdin": _off},
    ("POST", "/start"): {},
    ("POST", "/stop"): {"t": _like("[0-9]{1,4}"), "signal": _signal},
    ("POST", "/kill"): {"signal": _signal},
    ("POST", "/wait"): {"condition": _like("not-running|next-exit|removed")},
    ("DELETE", ""): {"v": _switch, "force": _switch, "link": _off},
}


def find(method: str, target: str, settings: Settings) -> Route:
    """Return what the request may do. Raises RefusedError when it is not on the list."""
    match = _TARGET.fullmatch(target)
    if not match or any(part in {".", ".."} for part in match["path"].split("/")):
        raise RefusedError("expected a path such as /v1.41/containers/json, without encoded, empty or relative parts")
    if match["version"] and (int(match["major"]), int(match["minor"])) < OLDEST_API:
        raise RefusedError(
            "expected version {}.{} of the API or newer, found {}.{}".format(
                *OLDEST_API, match["major"], match["minor"]
            )
        )
    return _find(method, match["version"] or "", match["path"], _query(match["query"] or ""), settings)


def _find(method: str, version: str, path: str, query: dict[str, str], settings: Settings) -> Route:
    if (method, path) in {("GET", "/_ping"), ("HEAD", "/_ping"), ("GET", "/version")}:
        return Route(Kind.PLAIN, method, version, path, _checked(query, {}))
    if method == "GET" and path in {f"/images/{image}/json" for image in settings.images}:
        return Route(Kind.PLAIN, method, version, path, _checked(query, {}))
    if (method, path) == ("GET", "/images/json"):
        return Route(Kind.PLAIN, method, version, path, _images_query(query, settings))
    if (method, path) == ("GET", "/containers/json"):
        return Route(Kind.PLAIN, method, version, path, _containers_query(query, settings))
    if (method, path) == ("POST", "/containers/create"):
        return Route(Kind.CREATE, method, version, path, _checked(query, {"name": _like(".*")}))
    match = _CONTAINER.fullmatch(path)
    checks = _ACTIONS.get((method, match["action"] or "")) if match else None
    if match is None or checks is None:
        raise RefusedError("not among the requests that the Docker proxy lets through")
    query = _checked(query, checks)
    return Route(
        Kind.OF_A_CONTAINER,
        method,
        version,
        match["action"] or "",
        query,
        container=match["id"],
        streams=match["action"] in {"/attach", "/wait"} or query.get("follow", "0").lower() in {"1", "true"},
        upgrades=match["action"] == "/attach",
    )


def _query(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict") if text else []
    except ValueError:
        raise RefusedError(f"expected a query of name=value in UTF-8, found {shown(text)}", 400) from None
    query = dict(pairs)
    if len(query) != len(pairs) or ";" in text:
        raise RefusedError(f"expected each name once in the query, found {shown(text)}", 400)
    return query


def _checked(query: dict[str, str], checks: Mapping[str, QueryCheck]) -> dict[str, str]:
    for name, value in query.items():
        if name not in checks:
            raise RefusedError(f"query {shown(name)}: expected only {', '.join(checks) or 'none'}")
        if not checks[name](value):
            raise RefusedError(f"query {name}: {shown(value)} is not a value that the Docker proxy lets through")
    return query


def _images_query(query: dict[str, str], settings: Settings) -> dict[str, str]:
    rest = {name: value for name, value in query.items() if name != "filters"}
    _checked(rest, dict.fromkeys(("all", "only_ids", "digests"), _switch))
    filters = _filters(query.get("filters", "{}"), {"reference"})
    references = filters.get("reference", [])
    if len(references) != 1 or references[0] not in settings.images:
        expected = " or ".join(sorted(settings.images))
        raise RefusedError(f"query filters: expected reference to be {expected}, found {shown(references)}")
    return rest | {"filters": strict_json.write({"reference": references})}


def _containers_query(query: dict[str, str], settings: Settings) -> dict[str, str]:
    """Narrow the list to the containers that this proxy made."""
    rest = {name: value for name, value in query.items() if name != "filters"}
    _checked(rest, {**dict.fromkeys(("all", "trunc_cmd"), _switch), "size": _off, "limit": _count})
    filters = _filters(query.get("filters", "{}"), {"label", "name", "id", "status", "exited"})
    labels = [*filters.pop("label", []), f"{MADE_BY_PROXY}={settings.stack}"]
    return rest | {"filters": strict_json.write(filters | {"label": labels})}


def _filters(text: str, allowed: set[str]) -> dict[str, list[str]]:
    """Read the API's two forms of filters: name to list of values, or name to object of value to true."""
    filters = strict_json.parse(text.encode("utf-8"), "query filters")
    if not isinstance(filters, dict):
        raise RefusedError(f"query filters: expected an object, found {shown(filters)}")
    return {name: _filter_values(name, values, allowed) for name, values in filters.items()}


def _filter_values(name: str, values: object, allowed: set[str]) -> list[str]:
    if isinstance(values, dict) and all(value is True for value in values.values()):
        values = list(values)
    texts = [value for value in values if isinstance(value, str)] if isinstance(values, list) else None
    fits = name in allowed and texts == values and all(len(text) <= LONGEST_FILTER for text in texts or [])
    if texts is None or not fits:
        expected = ", ".join(sorted(allowed))
        raise RefusedError(f"query filters: expected lists of texts under {expected}, found {shown({name: values})}")
    return texts

"""The proxy's settings, read from environment variables; everything that is wrong with them is reported at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

_NAME = r"[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}"
_IMAGE = r"[a-z0-9][a-z0-9._/:-]{0,254}(:[A-Za-z0-9_.-]{1,128})?(@sha256:[0-9a-f]{64})?"
_TARGET = r"(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+"
_UNITS = {"": 1, "b": 1, "k": 2**10, "m": 2**20, "g": 2**30}
_SYSTEM_FOLDERS = ("/proc", "/sys", "/dev", "/tmp")  # noqa: S108 - folders of the container
_NETWORKS = ("DAYBOOK_SOURCE_NETWORK", "DAYBOOK_WAREHOUSE_NETWORK")
_NETWORKS_OF_THE_ENGINE = ("host", "bridge", "default", "none", "container")
_OWN_NAMES = (
    "DAYBOOK_PROXY_LISTEN",
    "DAYBOOK_PROXY_MAX_MEMORY",
    "DAYBOOK_PROXY_MORE_IMAGES",
    "DAYBOOK_PROXY_MORE_NETWORKS",
    "DAYBOOK_PROXY_MORE_VOLUMES",
    "DAYBOOK_PROXY_SOCKET",
)


class SettingsError(Exception):
    """Settings that are missing or wrong; `problems` has one line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Volume:
    """Where a volume is mounted in a container, and whether it can only be read there."""

    target: str
    read_only: bool


@dataclass(frozen=True)
class Settings:
    """What the proxy lets through: sizes in bytes, `user` as uid:gid, `volumes` by their names."""

    stack: str
    images: frozenset[str]
    user: str
    volumes: Mapping[str, Volume]
    networks: frozenset[str]
    max_memory: int
    host: str
    port: int
    socket: str

    @staticmethod
    def from_environment(environment: Mapping[str, str]) -> Settings:
        """Read the variables DAYBOOK_*. Raises SettingsError naming each that is missing or wrong."""
        return _Reader(environment).read()


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.problems: list[str] = []

    def read(self) -> Settings:
        host, port = self._listen()
        settings = Settings(
            stack=self._text("DAYBOOK_STACK", "[a-z0-9][a-z0-9_-]{0,62}", "a compose project's name"),
            images=self._images(),
            user=self._text("DAYBOOK_USER", "[1-9][0-9]{0,9}:[0-9]{1,10}", "uid:gid of a user that is not root"),
            volumes=self._volumes(),
            networks=self._networks(),
            max_memory=self._size("DAYBOOK_PROXY_MAX_MEMORY", "4g"),
            host=host,
            port=port,
            socket=self.environment.get("DAYBOOK_PROXY_SOCKET") or "/var/run/docker.sock",
        )
        self._look_for_misspelt()
        if self.problems:
            raise SettingsError(self.problems)
        return settings

    def _wrong(self, name: str, expectation: str, found: str) -> None:
        self.problems.append(f"{name}: expected {expectation}, found " + (repr(found) if found else "it unset"))

    def _text(self, name: str, pattern: str, expectation: str) -> str:
        value = self.environment.get(name, "")
        if not re.fullmatch(pattern, value, re.ASCII):
            self._wrong(name, expectation, value)
        return value

    def _more(self, name: str, pattern: str, expectation: str) -> list[str]:
        values = [value.strip() for value in self.environment.get(name, "").split(",") if value.strip()]
        for value in values:
            if not re.fullmatch(pattern, value, re.ASCII):
                self._wrong(name, f"{expectation}, with commas between several", value)
        return [value for value in values if re.fullmatch(pattern, value, re.ASCII)]

    def _images(self) -> frozenset[str]:
        more = self._more("DAYBOOK_PROXY_MORE_IMAGES", _IMAGE, "an image")
        return frozenset([self._text("DAYBOOK_IMAGE", _IMAGE, "an image"), *more])

    def _networks(self) -> frozenset[str]:
        expectation = "a network's name"
        named = [(name, self._text(name, _NAME, expectation)) for name in _NETWORKS]
        more = "DAYBOOK_PROXY_MORE_NETWORKS"
        named += [(more, network) for network in self._more(more, _NAME, expectation)]
        for name, network in named:
            if network in _NETWORKS_OF_THE_ENGINE:
                self._wrong(name, "a network of the stack, not one of the engine's own", network)
        return frozenset(network for _, network in named)

    def _volumes(self) -> dict[str, Volume]:
        named = [
            (self._text("DAYBOOK_LAKE_VOLUME", _NAME, "a volume's name"), Volume("/output", read_only=False)),
            (self._text("DAYBOOK_PIPELINES_VOLUME", _NAME, "a volume's name"), Volume("/pipelines", read_only=True)),
            (self._text("DAYBOOK_INPUT_VOLUME", _NAME, "a volume's name"), Volume("/input", read_only=True)),
        ]
        pattern = f"{_NAME}:{_TARGET}:(ro|rw)"
        for value in self._more("DAYBOOK_PROXY_MORE_VOLUMES", pattern, "volume:/folder:ro or volume:/folder:rw"):
            name, target, mode = value.split(":")
            named.append((name, Volume(target, read_only=mode == "ro")))
            if any(target == folder or target.startswith(folder + "/") for folder in _SYSTEM_FOLDERS):
                self._wrong("DAYBOOK_PROXY_MORE_VOLUMES", "a folder that is not the system's", value)
        names = [name for name, _ in named if name]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.problems.append(f"volumes: expected different ones, found {name} twice")
        return dict(named)

    def _size(self, name: str, default: str) -> int:
        value = self.environment.get(name) or default
        match = re.fullmatch("([1-9][0-9]{0,14})([bkmg]?)", value.lower(), re.ASCII)
        if not match:
            self._wrong(name, "a size such as 4g", value)
            return 0
        return int(match[1]) * _UNITS[match[2]]

    def _listen(self) -> tuple[str, int]:
        value = self.environment.get("DAYBOOK_PROXY_LISTEN") or "0.0.0.0:2375"  # in the network of the stack only
        match = re.fullmatch(r"([0-9.]{7,15}):([0-9]{1,5})", value, re.ASCII)
        if not match:
            self._wrong("DAYBOOK_PROXY_LISTEN", "address:port", value)
            return "", 0
        return match[1], int(match[2])

    def _look_for_misspelt(self) -> None:
        for name in sorted(self.environment):
            if name.startswith("DAYBOOK_PROXY_") and name not in _OWN_NAMES:
                near = difflib.get_close_matches(name, _OWN_NAMES, n=1)
                self.problems.append(f"{name}: no such variable" + (f", did you mean {near[0]}?" if near else ""))

"""The stack under test: a copy of the working tree, started by README's commands under a project name of its own."""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from commands import Finished, run

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "target" / "e2e"

LABEL = "dev.daybook.stack"


def copy_working_tree(target: Path) -> None:
    """Make a fresh clone that also has what is changed and not yet committed."""
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(target)])
    changes = subprocess.run(["git", "diff", "--binary", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    if changes:
        subprocess.run(["git", "apply", "--whitespace=nowarn"], cwd=target, input=changes, check=True)
    added = run(["git", "ls-files", "--others", "--exclude-standard", "-z"], folder=ROOT).out
    for name in filter(None, added.split("\0")):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name)


@dataclass(frozen=True)
class Container:
    """A task's container, as `docker ps` shows it."""

    id: str
    name: str
    state: str
    labels: dict[str, str]

    def is_of(self, dag_id: str, task_id: str, run_id: str | None = None) -> bool:
        """Whether it works for this task."""
        return (
            self.labels.get("dev.daybook.dag_id") == dag_id
            and self.labels.get("dev.daybook.task_id") == task_id
            and run_id in (None, self.labels.get("dev.daybook.run_id"))
        )

    @property
    def try_number(self) -> int:
        """The try of the task it was started for."""
        return int(self.labels["dev.daybook.try_number"])


@dataclass(frozen=True)
class Facts:
    """How long it took to bring a stack up; `started_at` is when `make up` was begun, in seconds since 1970."""

    seconds_to_build: float
    started_at: float
    seconds_up: float


@dataclass
class Stack:
    """A running stack and the commands that a user would type in its folder."""

    project: str
    port: int
    tag: str
    folder: Path
    facts: Facts = field(default=Facts(0, 0, 0))

    @property
    def environment(self) -> dict[str, str]:
        """What the README's commands are given, apart from what the shell has: only what keeps two stacks apart."""
        return {
            **os.environ,
            "COMPOSE_PROJECT_NAME": self.project,
            "AIRFLOW_PORT": str(self.port),
            "DAYBOOK_TAG": self.tag,
        }

    @property
    def address(self) -> str:
        """Of the web page and the REST interface."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        """Of Airflow's user `admin`."""
        return json.loads((self.folder / "secrets" / "airflow-users.json").read_text(encoding="utf-8"))["admin"]

    @property
    def lake(self) -> Path:
        """The lake's root, as the user who cloned sees it."""
        return self.folder / "output"

    def run(self, *command: str, expect: int | None = 0, timeout: float = 600) -> Finished:
        """Run a command in the stack's folder."""
        return run(command, folder=self.folder, environment=self.environment, expect=expect, timeout=timeout)

    def make(self, *goals: str, timeout: float = 1500) -> Finished:
        """`make` as README has it."""
        return self.run("make", *goals, timeout=timeout)

    def bring_up(self) -> None:
        """Build the images, then `make up`, and take the time of both."""
        seconds_to_build = self.make("image").seconds
        started_at = time.time()
        self.facts = Facts(seconds_to_build, started_at, self.make("up").seconds)

    def compose(self, *arguments: str, expect: int | None = 0, timeout: float = 600) -> Finished:
        """`docker compose ...`."""
        return self.run("docker", "compose", *arguments, expect=expect, timeout=timeout)

    def airflow(self, *arguments: str, expect: int | None = 0, timeout: float = 600) -> Finished:
        """`bin/airflow ...`."""
        return self.run("bin/airflow", *arguments, expect=expect, timeout=timeout)

    def step(self, *arguments: str, expect: int | None = 0) -> Finished:
        """`docker compose run --rm task ...`: one step by hand."""
        return self.compose("run", "--rm", "--no-TTY", "task", *arguments, expect=expect)

    def container_of(self, service: str) -> str:
        """The name of a service's container."""
        return f"{self.project}-{service}-1"

    def task_containers(self) -> list[Container]:
        """All containers that Airflow's tasks have started in this stack, running or not."""
        listed = run(["docker", "ps", "--all", "--quiet", "--filter", f"label={LABEL}={self.project}"]).out.split()
        if not listed:
            return []
        # A container can go between the two commands, which is no error.
        shown = run(["docker", "inspect", *listed], expect=None).out
        return [
            Container(one["Id"], one["Name"].lstrip("/"), one["State"]["Status"], one["Config"]["Labels"])
            for one in json.loads(shown or "[]")
        ]

    def memory_bytes(self) -> dict[str, int]:
        """The resident memory of each running container of the project, as `docker stats` counts it."""
        listed = run(["docker", "ps", "--quiet", "--filter", f"label=com.docker.compose.project={self.project}"]).out
        shown = run(["docker", "stats", "--no-stream", "--format", "{{.Name}}\t{{.MemUsage}}", *listed.split()]).out
        lines = shown.splitlines()
        return {name: _bytes(usage.split(" / ")[0]) for name, usage in (line.split("\t") for line in lines)}

    def save_logs(self, folder: Path) -> None:
        """Write the log of each service, and what was left behind, into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        everything = self.compose("logs", "--no-color", "--timestamps", expect=None)
        (folder / "services.log").write_text(everything.text, encoding="utf-8")
        listed = run(["docker", "ps", "--all", "--filter", f"name={self.project}"], expect=None)
        (folder / "containers.txt").write_text(listed.text, encoding="utf-8")
        run(
            ["docker", "cp", f"{self.container_of('airflow-scheduler')}:/opt/airflow/logs", str(folder / "tasks")],
            expect=None,
        )

    def remove(self) -> None:
        """Take it all away: containers, networks, volumes. Images stay."""
        for container in self.task_containers():
            run(["docker", "rm", "--force", "--volumes", container.id], expect=None)
        if (self.folder / ".env").exists():
            self.compose("--profile", "task", "down", "--volumes", "--remove-orphans", "--timeout", "5")

    def left_behind(self) -> list[str]:
        """What of this stack the engine still has: containers, networks and volumes by their names."""
        found = []
        for listing, column in (("ps --all", "Names"), ("network ls", "Name"), ("volume ls", "Name")):
            names = run(["docker", *listing.split(), "--format", f"{{{{.{column}}}}}"]).out.split()
            found += [name for name in names if name.startswith((f"{self.project}-", f"{self.project}_"))]
        return found


def _bytes(text: str) -> int:
    """`123.4MiB` as a number."""
    units = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "kB": 10**3, "MB": 10**6, "GB": 10**9}
    unit = text.lstrip("0123456789.")
    return int(float(text.removesuffix(unit)) * units[unit])

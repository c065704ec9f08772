"""The task image by itself: its command, its user, its start from a cache, its end.

DAYBOOK_IMAGE names the image, else it is daybook:latest of DAYBOOK_TAG or of the end-to-end stack.
"""

import json
import os
import re
import socket
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMAGE = os.environ.get("DAYBOOK_IMAGE") or f"daybook:{os.environ.get('DAYBOOK_TAG', 'e2e')}"
SCHEMA = ROOT / "dags/northwind/order_details.schema.json"
STEPS = ("extract-postgres", "extract-csv", "load-postgres", "publish-report", "sample-sources")
LISTED = ", ".join(STEPS)

# As task containers are started: nothing can be written but the lake and /tmp, by a user without a name or a right.
HARDENED = (
    "--user", "4321:4321", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
    "--tmpfs", "/tmp:rw,exec,mode=1777", "--tmpfs", "/output:rw,mode=1777",  # noqa: S108
)  # fmt: skip
SAMPLE = "daybook sample-sources --day 2024-01-20 --csv /tmp/lines.csv --sql /tmp/source.sql >&2"
EXTRACT = (
    "daybook extract-csv --pipeline northwind --date 2024-01-20"
    " --file order_details=/tmp/lines.csv --schema order_details=/schema.json"
)


def docker(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, timeout=300, check=False)


def daybook(*arguments: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return docker("run", "--rm", *options, IMAGE, *arguments)


def shell(script: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a hardened container, where the image's program is a command and the schema a file."""
    mount = ("--volume", f"{SCHEMA}:/schema.json:ro")
    return docker("run", "--rm", *HARDENED, *mount, *options, "--entrypoint", "tini", IMAGE, "--", "sh", "-c", script)


@pytest.fixture(scope="module")
def inspected() -> dict:
    result = docker("image", "inspect", IMAGE)
    assert result.returncode == 0, f"{IMAGE}: expected an image, found none; build it: make image"
    return json.loads(result.stdout)[0]["Config"]


def test_no_argument_lists_each_jar_with_what_it_does():
    jars = docker("run", "--rm", "--entrypoint", "ls", IMAGE, "/opt/daybook/jars").stdout.split()

    listed = re.findall(r"^  ([a-z-]+)  +[^-\s].*$", daybook().stdout, re.MULTILINE)

    assert tuple(listed) == STEPS
    assert sorted(jars) == sorted(f"{step}.jar" for step in STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_each_step_shows_its_help(step: str):
    result = daybook(step, "--help")

    assert result.returncode == 0
    assert step in result.stdout.splitlines()[0]


@pytest.mark.parametrize("name", ["extract_postgres", "../jars/extract-csv", "bash"])
def test_a_name_that_is_no_step_is_refused_in_one_line(name: str):
    result = daybook(name, "--pipeline", "northwind")

    assert result.stderr == f"daybook: expected a step ({LISTED}), found '{name}'\n"
    assert result.stdout == ""
    assert result.returncode == 64


def test_labels_and_each_version_name_the_commit(inspected: dict):
    labels = inspected["Labels"]
    version = labels["org.opencontainers.image.version"]
    commit = labels["org.opencontainers.image.revision"]

    assert labels["org.opencontainers.image.title"] == "daybook"
    assert labels["org.opencontainers.image.licenses"] == "Apache-2.0"
    assert re.fullmatch(r"[0-9a-f]{40}(-dirty)?", commit)
    assert daybook("--version").stdout == f"daybook {version} ({commit})\n"
    assert daybook("extract-postgres", "--version").stdout == f"extract-postgres {version} (commit {commit})\n"


def test_a_user_without_a_name_or_a_right_extracts_on_a_read_only_root():
    result = shell(f"! touch /written && {SAMPLE} && {EXTRACT}")

    assert "touch: cannot touch '/written': Read-only file system" in result.stderr
    receipt = json.loads(result.stdout)
    assert (receipt["status"], receipt["rows"]) == ("done", 2155)
    assert result.returncode == 0


def test_start_uses_the_cache_for_nearly_every_class():
    options = ("--env", "JAVA_OPTS=-XX:AOTMode=on -Xlog:class+load:stderr")

    result = daybook("extract-postgres", "--help", options=options)

    assert result.returncode == 0
    loaded = re.findall(r" (\S+) source: (.*)", result.stderr)
    elsewhere = [name for name, source in loaded if not source.startswith("shared objects file")]
    assert len(loaded) > 1000
    assert len(elsewhere) < len(loaded) / 20
    # Its class files are older than a cache takes; the build raises them.
    assert not [name for name in elsewhere if name.startswith("picocli.") and "$$" not in name]


@pytest.mark.parametrize("step", STEPS)
def test_the_cache_of_each_step_is_usable(step: str):
    assert daybook(step, "--version", options=("--env", "JAVA_OPTS=-XX:AOTMode=on")).returncode == 0


def test_a_cache_that_is_not_usable_would_be_seen():
    options = ("--env", "JAVA_OPTS=-XX:AOTMode=on -XX:AOTCache=/opt/daybook/missing.aot")

    assert daybook("extract-postgres", "--version", options=options).returncode == 1


def test_a_heap_that_is_used_up_ends_with_3():
    result = shell(f"{SAMPLE} && JAVA_OPTS=-Xmx6m && export JAVA_OPTS && {EXTRACT}")

    assert "java.lang.OutOfMemoryError: Java heap space" in result.stdout + result.stderr
    assert result.returncode == 3


def test_a_container_over_its_memory_limit_ends_with_137():
    name = f"daybook-image-{uuid.uuid4().hex[:8]}"
    try:
        result = docker(
            "run", "--name", name, "--memory", "24m", "--memory-swap", "24m", IMAGE, "extract-csv", "--help"
        )

        assert result.returncode == 137
        assert docker("inspect", "--format", "{{.State.OOMKilled}}", name).stdout == "true\n"
    finally:
        docker("rm", "--force", name)


@pytest.fixture
def connected() -> Iterator[str]:
    """Give a container whose step waits for a source that took the connection and does not answer."""
    name = f"daybook-image-{uuid.uuid4().hex[:8]}"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(120)
        url = f"postgresql://127.0.0.1:{server.getsockname()[1]}/shop"
        settings = ("SOURCE_DB_URL=" + url, "SOURCE_DB_USER=extract", "SOURCE_DB_PASSWORD=unused")
        variables = [word for setting in settings for word in ("--env", setting)]
        started = docker(
            "run", "--detach", "--name", name, "--network", "host", "--tmpfs", "/output:rw,mode=1777", *variables,
            IMAGE, "extract-postgres", "--pipeline", "northwind", "--date", "2024-01-20",
        )  # fmt: skip
        assert started.returncode == 0, started.stderr
        try:
            connection, _ = server.accept()
            with connection:
                yield name
        finally:
            docker("rm", "--force", name)


def test_an_init_is_the_first_process_and_nobody_is_root(connected: str):
    processes = "for process in /proc/[0-9]*; do echo $(stat -c %u $process) $(cat $process/comm); done"

    lines = docker("exec", connected, "sh", "-c", processes).stdout.splitlines()

    assert docker("exec", connected, "cat", "/proc/1/comm").stdout == "tini\n"
    assert "10001 java" in lines
    assert {line.split()[0] for line in lines} == {"10001"}


def test_a_stop_reaches_the_step_which_ends_with_143(connected: str):
    # After 5 s it would be killed, as by Airflow, and the code would be 137.
    docker("stop", "--time", "5", connected)

    logs = docker("logs", connected)
    assert docker("inspect", "--format", "{{.State.ExitCode}}", connected).stdout == "143\n"
    receipt = json.loads(logs.stdout.splitlines()[-1])
    assert (receipt["status"], receipt["exit_code"]) == ("stopped", 143)

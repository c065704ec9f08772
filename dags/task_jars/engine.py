"""The Docker engine as a task uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docker.errors import APIError

from task_jars.airflow_versions import AirflowFailException
from task_jars.contract import Outcome
from task_jars.labels import LABEL

if TYPE_CHECKING:
    from docker import APIClient

SECONDS_TO_STOP = 3
"""A step leaves within 3 seconds of SIGTERM; Airflow kills a stopping task after 5."""

PROCESSES = 512
"""Threads count too: a JVM has about 30, and some more for each processor and connection."""


class Engine:
    """The Docker engine as DockerOperator sees it: docker-py's client, with a task container's limits and outcome.

    Every call that is not written here goes to the client unchanged. `outcome` is None until the container has ended.
    """

    def __init__(self, client: APIClient, log: Any) -> None:
        self._client = client
        self._log = log
        self.outcome: Outcome | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def pull(self, image: str, **_: Any) -> None:
        """Refuse: an image of this name in a public registry would be somebody else's."""
        raise AirflowFailException(
            f"image {image}: expected on the Docker engine, found none; build it with 'make image', or pull it there"
        )

    def create_host_config(self, **given: Any) -> dict[str, Any]:
        """Take every right from the container that a step does not need; no swap beside its memory."""
        return self._client.create_host_config(
            **given
            | {
                "read_only": True,
                "cap_drop": ["ALL"],
                "security_opt": ["no-new-privileges"],
                "pids_limit": PROCESSES,
                "memswap_limit": given["mem_limit"],
                # exec: compression libraries unpack native code there.
                "tmpfs": {"/tmp": "rw,exec,nosuid,nodev,size=128m,mode=1777"},  # noqa: S108
            }
        )

    def create_container(self, **given: Any) -> dict[str, Any]:
        """Create it such that a plain `docker stop` gives it as long as a stopping Airflow task has, too."""
        return self._client.create_container(**given, stop_timeout=SECONDS_TO_STOP)

    def wait(self, container: str, **given: Any) -> dict[str, Any]:
        """Wait for the end, and keep what can only be asked between the end and the removal."""
        try:
            result = self._client.wait(container, **given)
            state = self._client.inspect_container(container)["State"]
            # All of stdout, once the container has ended: the attached stream mixes both streams, and asking for the
            # last line alone has come back empty.
            stdout = self._client.logs(container, stdout=True, stderr=False)
        except APIError as error:
            if not _is_gone(error):
                raise
            self._log.warning("The container was removed while the task waited for it.")
            result, state, stdout = {"StatusCode": 143}, {}, b""
        self.outcome = Outcome(result["StatusCode"], bool(state.get("OOMKilled")), stdout.decode("utf-8", "replace"))
        return result

    def stop(self, container: str, **_: Any) -> None:
        """Send SIGTERM, and SIGKILL 3 seconds later; a container that is gone already is what was wanted."""
        try:
            self._client.stop(container, timeout=SECONDS_TO_STOP)
        except APIError as error:
            if not _is_gone(error):
                raise

    def remove_container(self, container: str, **given: Any) -> None:
        """Remove it; stop it first when its end was not waited for, as with a time-out: a step wants its SIGTERM."""
        if self.outcome is None:
            self.stop(container)
        try:
            self._client.remove_container(container, **given)
        except APIError as error:
            if not _is_gone(error):
                raise

    def remove_older_tries(self, labels: Mapping[str, str]) -> None:
        """Stop and remove what earlier tries of this very task left behind, running or not.

        A try whose scheduler was killed leaves its container running. Another run of the same day is not touched: the
        step's own lock holds one of the two back.
        """
        task = {name: value for name, value in labels.items() if name not in (f"{LABEL}try_number", f"{LABEL}date")}
        filters = {"label": [f"{name}={value}" for name, value in task.items()]}
        for container in self._client.containers(all=True, filters=filters):
            older = int(container["Labels"][f"{LABEL}try_number"])
            if older < int(labels[f"{LABEL}try_number"]):
                self._log.warning("Removing container %s of try %s.", container["Names"][0].lstrip("/"), older)
                self.stop(container["Id"])
                self.remove_container(container["Id"], force=True)


def _is_gone(error: APIError) -> bool:
    """Whether the container is not there any more, or is being removed by someone else."""
    return error.status_code in (404, 409)

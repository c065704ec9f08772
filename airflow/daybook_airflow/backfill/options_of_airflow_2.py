"""The options of Airflow 2 that mean nothing any more: harmless ones are ignored, the others refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FormerOption:
    """An option of Airflow 2: its names, the name of its value if it takes one, and what to tell whoever gives it."""

    names: tuple[str, ...]
    say: str
    value: str | None = None

    @property
    def long_name(self) -> str:
        """The name with two dashes."""
        return self.names[-1]


IGNORED = (
    FormerOption(("-l", "--local"), "the scheduler's executor runs the tasks"),
    FormerOption(("-x", "--donot-pickle"), "DAGs are not pickled any more"),
    FormerOption(("-v", "--verbose"), "the tasks' logs are on the web page"),
    FormerOption(("-S", "--subdir"), "the DAG is taken as the DAG processor read it", "FOLDER"),
    FormerOption(("--delay-on-limit",), "the scheduler starts a waiting day when there is room", "SECONDS"),
    FormerOption(("--pool",), "each task uses the pool that its DAG file names", "POOL"),
    FormerOption(
        ("-I", "--ignore-first-depends-on-past"), "the scheduler decides by the DAG file's depends_on_past alone"
    ),
)

_CLEAR = "airflow tasks clear DAG -t TASK -s DAY -e DAY"

REFUSED = (
    FormerOption(
        ("-t", "--task-regex"), f"a backfill runs whole days; run single tasks of a day again with: {_CLEAR}", "REGEX"
    ),
    FormerOption(
        ("-i", "--ignore-dependencies"), f"tasks run in their order; run one alone on a day that ran with: {_CLEAR}"
    ),
    FormerOption(
        ("-m", "--mark-success"), "a backfill marks nothing; mark a run on its page, 'Mark Dag Run as...', 'success'"
    ),
    FormerOption(("--continue-on-failures",), "leave it out; a failed day never stops the other days"),
    FormerOption(("--disable-retry",), "a task's retries are set in its DAG file; set retries=0 there"),
    FormerOption(("--treat-dag-as-regex",), "give one DAG id, and run the command once for each DAG"),
    FormerOption(("--treat-dag-id-as-regex",), "give one DAG id, and run the command once for each DAG"),
)

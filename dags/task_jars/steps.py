"""The steps that a pipeline can run: a table, one row for each."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from task_jars.trigger_form import ALLOW_MISSING


@dataclasses.dataclass(frozen=True)
class Folder:
    """A folder of a step's container, and the field of Stack that names the volume behind it."""

    path: str
    volume: str
    read_only: bool = True


LAKE = Folder("/output", "lake_volume", read_only=False)
PIPELINES = Folder("/pipelines", "pipelines_volume")
INPUT = Folder("/input", "input_volume")


@dataclasses.dataclass(frozen=True)
class Role:
    """What a database is to a step.

    variables: the prefix of the variables that a connection becomes.
    network: the field of Stack that names the network it is reached on.
    """

    variables: str
    network: str


SOURCE = Role("SOURCE_DB", "source_network")
WAREHOUSE = Role("WAREHOUSE_DB", "warehouse_network")


@dataclasses.dataclass(frozen=True)
class Step:
    """A row of the table.

    name: the word after `daybook` that runs it; with `_` for `-` the task's id.
    documentation: what it does, for the task's page.
    makes: what a success has made, the end of the asset's address; `{source}` in it makes the step an extract.
    announces_periods: whether a success also says which period the pipeline has now, by a partition key.
    folders: what it reads and writes.
    role: of the database it connects to; None: its container has no network.
    from_form: options, and for each the field of the trigger form whose lines are its values.
    through: whether it takes `--through`, and so can work for earlier periods too.
    one_at_a_time: whether a second run waits for the first, so that a backfill is not many full reads at once.
    """

    name: str
    documentation: str
    makes: str
    folders: tuple[Folder, ...]
    role: Role | None = None
    from_form: Mapping[str, str] = dataclasses.field(default_factory=dict)
    announces_periods: bool = False
    through: bool = False
    one_at_a_time: bool = True

    @property
    def is_extract(self) -> bool:
        """Whether it publishes a source: it takes `--source`, and `--replace` from the form."""
        return "{source}" in self.makes


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step(
            "extract-postgres",
            "Reads tables of a database from one snapshot and publishes them in the lake at once.",
            makes="lake/{source}",
            folders=(LAKE,),
            role=SOURCE,
            from_form=ALLOW_MISSING,
        ),
        Step(
            "extract-csv",
            "Reads CSV files under their declared schemas and publishes them in the lake at once.",
            makes="lake/{source}",
            folders=(LAKE, PIPELINES, INPUT),
            from_form=ALLOW_MISSING,
            through=True,
        ),
        Step(
            "load-postgres",
            "Loads the day into the warehouse, once every source has published it, and moves the views to the newest"
            " day.",
            makes="warehouse",
            folders=(LAKE,),
            role=WAREHOUSE,
            from_form=ALLOW_MISSING,
            announces_periods=True,
            through=True,
        ),
        Step(
            "publish-report",
            "Runs the reports on the loaded day and publishes their results as CSV and JSON.",
            makes="reports",
            folders=(LAKE, PIPELINES),
            role=WAREHOUSE,
            through=True,
            one_at_a_time=False,
        ),
    )
}

"""The form on the web page that asks for a day: its fields, and the options of steps that they become."""

from __future__ import annotations

from collections.abc import Mapping

from task_jars.airflow_versions import Param

ALLOW_MISSING: Mapping[str, str] = {"--allow-missing": "allow_missing"}
"""The option for tables that are gone on purpose, and the form's field for them: for one run, and not for all days."""


def day_parameters() -> dict[str, Param]:
    """Return what the trigger form asks for."""
    day = Param(
        None,
        type=["null", "string"],
        format="date",
        title="Day to run (leave Logical Date alone)",
        description="The day to extract, load and report, in UTC. Empty: the day of the logical date.",
    )
    replace = Param(
        False,
        type="boolean",
        title="Replace",
        description="Let what is extracted now replace what was extracted when the day had just closed.",
    )
    # Without `items`, which would make it a field for JSON; like this each line is one element.
    allow_missing = Param(
        None,
        type=["null", "array"],
        title="Tables that may be missing",
        description="One name a line, with * and ?: tables or files that an earlier day had and this day has no more."
        " All others that are missing are refused.",
    )
    return {"date": day, "replace": replace, "allow_missing": allow_missing}

"""The form on the web page that asks for a period: its fields, and the options of steps that they become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from task_jars.airflow_versions import Param
from task_jars.run_period import DAY, HOUR_OF_DAY, MONTH, RunPeriod

ALLOW_MISSING: Mapping[str, str] = {"--allow-missing": "allow_missing"}
"""The option for tables that are gone on purpose, and the form's field for them: for one run, and not for all days."""

_DATE_FIELDS: Mapping[RunPeriod, Mapping[str, Any]] = {
    DAY: {
        "format": "date",
        "title": "Day to run (leave Logical Date alone)",
        "description": "The day to extract, load and report, in UTC. Empty: the day of the logical date.",
    },
    HOUR_OF_DAY: {
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])$",
        "title": "Hour to run (leave Logical Date alone)",
        "description": "The hour to extract, load and report, in UTC, such as 2020-01-01T07. Empty: the hour of the"
        " logical date.",
    },
    MONTH: {
        "format": "date",
        "title": "Last day of the month to run (leave Logical Date alone)",
        "description": "The month to extract, load and report, in UTC, by its last day. Empty: the newest month whose"
        " last day is not after the logical date.",
    },
}


def parameters(period: RunPeriod) -> dict[str, Param]:
    """Return what the trigger form asks for."""
    date = Param(None, type=["null", "string"], **_DATE_FIELDS[period])
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
    return {"date": date, "replace": replace, "allow_missing": allow_missing}

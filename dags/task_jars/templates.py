"""What Airflow fills in for each run: its day, hour or month, whether it replaces, the run's identity."""

from __future__ import annotations

_BY_ITSELF = "dag_run.run_type in ['scheduled', 'backfill']"
_ASKED_FOR = "params.get('date') or dag_run.partition_key | default('', true)"
_OF_THE_RUN = "ds | default('', true) or (dag_run.run_after | ds)"

DATE = f"{{{{ ds if {_BY_ITSELF} else ({_ASKED_FOR} or {_OF_THE_RUN}) }}}}"
"""The day that a run works for, right for every kind of run.

Scheduled and backfill runs work for their logical date, whatever stands in a conf that an earlier manual run left
behind. Any other run works for its parameter `date`, else for its partition key, else for its logical date, else
(Airflow 3 allows none) for the day of `run_after`. `ds` is undefined, not empty, when a run has no logical date."""

HOUR = (
    f"{{{{ ts[:13] if {_BY_ITSELF}"
    f" else ({_ASKED_FOR} or (ts | default('', true))[:13] or (dag_run.run_after | ts)[:13]) }}}}"
)
"""The hour that a run of an hourly DAG works for, such as `2020-01-01T07`, found as DATE is."""

LAST_OF_MONTH = (
    f"{{{{ ds if {_BY_ITSELF}"
    f" else ({_ASKED_FOR} or macros.ds_add(macros.ds_add({_OF_THE_RUN}, 1)[:8] ~ '01', -1)) }}}}"
)
"""The month that a run of a monthly DAG works for, by its last day, found as DATE is.

A run by hand that names no day works for the newest month whose last day is not after that of DATE."""

REPLACE = "{{ '--replace' if params.get('replace') else '' }}"
"""The option `--replace` when its box was ticked, else nothing."""

RUN_ID = "{{ run_id.replace('~', '-')[:200] }}"
"""The run's identity in the letters and the length that a step accepts; Airflow allows a tilde and 250 characters."""

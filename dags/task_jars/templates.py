"""What Airflow fills in for each run: the day, whether it replaces, the run's identity."""

from __future__ import annotations

DATE = (
    "{{ ds if dag_run.run_type in ['scheduled', 'backfill']"
    " else (params.get('date') or ds | default('', true) or (dag_run.run_after | ds)) }}"
)
"""The day that a run works for, right for every kind of run.

Scheduled and backfill runs work for their logical date, whatever stands in a conf that an earlier manual run left
behind. A manual run works for its parameter `date`, else for its logical date, else (Airflow 3 allows none) for the day
of `run_after`. `ds` is undefined, not empty, when a run has no logical date."""

REPLACE = "{{ '--replace' if params.get('replace') else '' }}"
"""The option `--replace` when its box was ticked, else nothing."""

RUN_ID = "{{ run_id.replace('~', '-')[:200] }}"
"""The run's identity in the letters and the length that a step accepts; Airflow allows a tilde and 250 characters."""

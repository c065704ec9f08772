"""How the container of a task is known: by labels, and by a name made of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

LABEL = "dev.daybook."


def task_labels(stack: str, date: str) -> dict[str, str]:
    """Return the labels of a task's container; Airflow renders them, and the date's template, for each try."""
    return {
        f"{LABEL}stack": stack,
        f"{LABEL}dag_id": "{{ dag.dag_id }}",
        f"{LABEL}run_id": "{{ run_id }}",
        f"{LABEL}task_id": "{{ ti.task_id }}",
        f"{LABEL}map_index": "{{ ti.map_index }}",
        f"{LABEL}try_number": "{{ ti.try_number }}",
        f"{LABEL}date": date,
    }


def container_name(labels: Mapping[str, str]) -> str:
    """Name the container of one try: stack, DAG, task, period, a hash of run and map index, try.

    Docker allows fewer letters than Airflow does in a run id, and the Docker proxy 200 of them.
    """
    part = {name.removeprefix(LABEL): value for name, value in labels.items()}
    run = hashlib.sha256(f"{part['run_id']} {part['map_index']}".encode()).hexdigest()[:8]
    readable = re.sub(r"[^a-zA-Z0-9_.-]+", "-", f"{part['stack']}-{part['dag_id']}-{part['task_id']}"[:150])
    return f"{readable}-{part['date']}-{run}-try{part['try_number']}"

"""Where the DAG files are, and the environment that Airflow would give them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

REPOSITORY = Path(os.environ.get("DAYBOOK_REPOSITORY", Path(__file__).parents[3]))
DAGS = REPOSITORY / "dags"
EXAMPLES = REPOSITORY / "docs" / "examples"
SETTINGS = {
    "DAYBOOK_IMAGE": "daybook:test",
    "DAYBOOK_USER": "50000:0",
    "DAYBOOK_LAKE_VOLUME": "test-lake",
    "DAYBOOK_PIPELINES_VOLUME": "test-pipelines",
    "DAYBOOK_INPUT_VOLUME": "test-input",
    "DAYBOOK_SOURCE_NETWORK": "test-source",
    "DAYBOOK_WAREHOUSE_NETWORK": "test-warehouse",
    "DAYBOOK_STACK": "test",
    "AIRFLOW_CONN_WAREHOUSE": "postgres://load:secret@warehouse-db/warehouse",
}
# Before anything imports Airflow or a DAG file.
os.environ.update(SETTINGS)
sys.path.insert(0, str(DAGS))

try:
    from airflow.dag_processing.dagbag import DagBag
except ImportError:
    from airflow.models import DagBag


def load(folder: Path) -> DagBag:
    """Read the DAG files of a folder as Airflow does, anew for each test: a run's conf changes its DAG's parameters."""
    return DagBag(str(folder))

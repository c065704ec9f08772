"""A DAG of one's own that runs once for each day that two pipelines have loaded, whichever comes first."""

import logging
from typing import Any

from airflow.sdk import DAG, Asset, PartitionedAssetTimetable, task

orders = Asset("daybook://orders/periods")
northwind = Asset("daybook://northwind/periods")

both = PartitionedAssetTimetable(assets=orders & northwind)

with DAG("both_loaded", schedule=both, is_paused_upon_creation=False):

    @task
    def tell(dag_run: Any = None) -> None:
        """Say which day it is; the partition key is what the loads had as `--date`."""
        logging.getLogger(__name__).info("Both pipelines have loaded %s.", dag_run.partition_key)

    tell()

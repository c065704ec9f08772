"""Daybook's steps as Airflow tasks: what a DAG file imports, and the only package that knows DockerOperator.

A pipeline is one object, its DAG one call, and each step one call more:

    from task_jars import Pipeline

    pipeline = Pipeline("northwind")

    with pipeline.daily_dag(tags=["northwind"]):
        extract_postgres = pipeline.extract_postgres(connection="northwind_source")
        load_postgres = pipeline.load_postgres([extract_postgres], connection="warehouse")

        extract_postgres >> load_postgres

docs/your-own-pipeline.md explains each argument. The package works on Airflow 3 and on Airflow 2.11.
"""

from task_jars.airflow_versions import (
    BACKOFF,
    DAG,
    AirflowException,
    AirflowFailException,
    AirflowNotFoundException,
    AirflowRescheduleException,
    AirflowTaskTimeout,
    Asset,
)
from task_jars.connection import database_environment
from task_jars.engine import PROCESSES, SECONDS_TO_STOP, Engine
from task_jars.labels import LABEL, container_name
from task_jars.operator import TaskJarOperator
from task_jars.pipeline import Pipeline
from task_jars.pipeline_dag import RETRIES, RUN_BEGIN, RUN_STATE, PipelineDag
from task_jars.schedules import BEGIN_OF_DAY, END_OF_MONTH, HOURLY, MIDNIGHT
from task_jars.stack import Stack
from task_jars.steps import STEPS, Step
from task_jars.templates import DATE, HOUR, LAST_OF_MONTH, REPLACE, RUN_ID
from task_jars.trigger_form import ALLOW_MISSING

__all__ = [
    "ALLOW_MISSING",
    "BACKOFF",
    "BEGIN_OF_DAY",
    "DAG",
    "DATE",
    "END_OF_MONTH",
    "HOUR",
    "HOURLY",
    "LABEL",
    "LAST_OF_MONTH",
    "MIDNIGHT",
    "PROCESSES",
    "REPLACE",
    "RETRIES",
    "RUN_BEGIN",
    "RUN_ID",
    "RUN_STATE",
    "SECONDS_TO_STOP",
    "STEPS",
    "AirflowException",
    "AirflowFailException",
    "AirflowNotFoundException",
    "AirflowRescheduleException",
    "AirflowTaskTimeout",
    "Asset",
    "Engine",
    "Pipeline",
    "PipelineDag",
    "Stack",
    "Step",
    "TaskJarOperator",
    "container_name",
    "database_environment",
]

"""Airflow's names that this package uses, as Airflow 3 has them or else Airflow 2.11."""

from __future__ import annotations

try:
    from airflow.providers.standard.operators.empty import EmptyOperator
    from airflow.sdk import DAG, Asset, BaseHook, CronDataIntervalTimetable, CronTriggerTimetable, Param
    from airflow.sdk.exceptions import (
        AirflowException,
        AirflowFailException,
        AirflowNotFoundException,
        AirflowTaskTimeout,
    )

    BACKOFF: float | bool = 2.0  # the factor; True would count as 1, which is no growth
except ImportError:  # Airflow 2.11
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.exceptions import (
        AirflowException,
        AirflowFailException,
        AirflowNotFoundException,
        AirflowTaskTimeout,
    )
    from airflow.hooks.base import BaseHook
    from airflow.models.param import Param
    from airflow.operators.empty import EmptyOperator
    from airflow.timetables.interval import CronDataIntervalTimetable
    from airflow.timetables.trigger import CronTriggerTimetable

    BACKOFF = True

__all__ = [
    "BACKOFF",
    "DAG",
    "AirflowException",
    "AirflowFailException",
    "AirflowNotFoundException",
    "AirflowTaskTimeout",
    "Asset",
    "BaseHook",
    "CronDataIntervalTimetable",
    "CronTriggerTimetable",
    "EmptyOperator",
    "Param",
]

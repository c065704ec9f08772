"""Airflow's names that this package uses, as Airflow 3 has them or else Airflow 2.11."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

try:
    from airflow.providers.standard.operators.empty import EmptyOperator
    from airflow.sdk import DAG, Asset, BaseHook, CronDataIntervalTimetable, CronTriggerTimetable, Param
    from airflow.sdk import types as airflow_types
    from airflow.sdk.exceptions import (
        AirflowException,
        AirflowFailException,
        AirflowNotFoundException,
        AirflowRescheduleException,
        AirflowTaskTimeout,
    )

    BACKOFF: float | bool = 2.0  # the factor; True would count as 1, which is no growth
    RESCHEDULED: Mapping[str, Any] = {"reschedule": True, "_is_sensor": True}
    HAS_PARTITIONS = hasattr(airflow_types.OutletEventAccessorProtocol, "add_partitions")

    def first_start(context: Mapping[str, Any]) -> datetime | None:
        """Return when a try was begun that has been rescheduled since, None when it has not."""
        return context["ti"].get_first_reschedule_date(context)

except ImportError:  # Airflow 2.11
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.exceptions import (
        AirflowException,
        AirflowFailException,
        AirflowNotFoundException,
        AirflowRescheduleException,
        AirflowTaskTimeout,
    )
    from airflow.hooks.base import BaseHook
    from airflow.models.param import Param
    from airflow.models.taskreschedule import TaskReschedule
    from airflow.operators.empty import EmptyOperator
    from airflow.ti_deps.deps.ready_to_reschedule import ReadyToRescheduleDep
    from airflow.timetables.interval import CronDataIntervalTimetable
    from airflow.timetables.trigger import CronTriggerTimetable
    from airflow.utils.session import create_session

    BACKOFF = True
    HAS_PARTITIONS = False
    RESCHEDULED = {"reschedule": True, "deps": EmptyOperator.deps | {ReadyToRescheduleDep()}}

    def first_start(context: Mapping[str, Any]) -> datetime | None:
        """Return when a try was begun that has been rescheduled since, None when it has not."""
        of_the_try = TaskReschedule.stmt_for_task_instance(context["ti"]).with_only_columns(TaskReschedule.start_date)
        with create_session() as session:
            return session.scalar(of_the_try.limit(1))


__all__ = [
    "BACKOFF",
    "DAG",
    "HAS_PARTITIONS",
    "RESCHEDULED",
    "AirflowException",
    "AirflowFailException",
    "AirflowNotFoundException",
    "AirflowRescheduleException",
    "AirflowTaskTimeout",
    "Asset",
    "BaseHook",
    "CronDataIntervalTimetable",
    "CronTriggerTimetable",
    "EmptyOperator",
    "Param",
    "first_start",
]

"""DAGs that differ in their schedules alone."""

from __future__ import annotations

from datetime import UTC, datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, CronDataIntervalTimetable

SCHEDULES = {
    "at_two": CronDataIntervalTimetable("0 2 * * *", timezone="UTC"),
    "hourly": CronDataIntervalTimetable("0 * * * *", timezone="UTC"),
    "quarter_hourly": CronDataIntervalTimetable("*/15 * * * *", timezone="UTC"),
    "first_of_month": CronDataIntervalTimetable("0 0 1 * *", timezone="UTC"),
    "in_berlin": CronDataIntervalTimetable("0 0 * * *", timezone="Europe/Berlin"),
    "by_hand": None,
}

for name, schedule in SCHEDULES.items():
    with DAG(name, schedule=schedule, start_date=datetime(2020, 1, 1, tzinfo=UTC), catchup=False):
        EmptyOperator(task_id="one")

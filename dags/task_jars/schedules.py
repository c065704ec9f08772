"""When the DAGs of a pipeline run. The logical date of each run is the begin of the period it works for."""

from __future__ import annotations

from datetime import timedelta

from task_jars.airflow_versions import CronDataIntervalTimetable, CronTriggerTimetable

MIDNIGHT = CronDataIntervalTimetable("0 0 * * *", timezone="UTC")
"""Once a day, for the day that has just ended. Any other hour would leave the last day out of a backfill."""

BEGIN_OF_DAY = CronTriggerTimetable("0 0 * * *", timezone="UTC")
"""Once a day, for the day that begins."""

HOURLY = CronDataIntervalTimetable("0 * * * *", timezone="UTC")
"""Once an hour, for the hour that has just ended."""

END_OF_MONTH = CronTriggerTimetable("0 0 1 * *", timezone="UTC", interval=timedelta(days=1))
"""Once a month, when its last day has just ended, for that day. A data interval of a month would begin on its first."""

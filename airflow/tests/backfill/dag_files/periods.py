"""Airflow DAGs of a pipeline that work for hours, for months, and for days that begin."""

from __future__ import annotations

from task_jars import Pipeline

pipeline = Pipeline("shop")

for dag in (
    pipeline.hourly_dag(dag_id="shop_hourly"),
    pipeline.monthly_dag(dag_id="shop_monthly"),
    pipeline.daily_dag(dag_id="shop_begins", begins=True),
):
    with dag:
        pipeline.load_postgres(["csv"], connection="warehouse")

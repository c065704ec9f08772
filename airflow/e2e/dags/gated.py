"""DAGs of the end-to-end tests: small pipelines whose extract can be held in the middle of its work, or must fail."""

from datetime import UTC, datetime, timedelta

from task_jars import Pipeline

NEVER = datetime(2100, 1, 1, tzinfo=UTC)  # by itself; a test triggers each run
SOON = {"retries": 3, "retry_delay": timedelta(seconds=2), "retry_exponential_backoff": 0}
TABLES = ["public.categories", "e2e.gate"]
REPORT = "/pipelines/e2e/categories.sql"

gated = Pipeline("gated")
with gated.daily_dag(start_date=NEVER, default_args=SOON, max_active_runs=8):
    extract = gated.extract_postgres(connection="northwind_source", include=TABLES, max_active_tis_per_dag=None)
    load = gated.load_postgres([extract], connection="warehouse", max_active_tis_per_dag=None)
    extract >> load >> gated.publish_report([REPORT], connection="warehouse")

impatient = Pipeline("impatient")
with impatient.daily_dag(start_date=NEVER, default_args=SOON | {"retries": 0}):
    impatient.extract_postgres(connection="northwind_source", include=TABLES, timeout=timedelta(seconds=8))

greedy = Pipeline("greedy")
with greedy.daily_dag(start_date=NEVER, default_args=SOON | {"retries": 0}):
    greedy.extract_postgres(connection="northwind_source", include=["public.categories"], memory="32m")

broken = Pipeline("broken")
with broken.daily_dag(start_date=NEVER, default_args=SOON):
    good = broken.extract_postgres(connection="northwind_source", include=["public.categories"])
    bad = broken.extract_csv(files=["/pipelines/e2e/broken.csv"], schemas=["/pipelines/e2e/broken.schema.json"])
    [good, bad] >> broken.load_postgres([good, bad], connection="warehouse")

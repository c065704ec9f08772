"""What Daybook adds to Airflow: the backfill command that waits."""

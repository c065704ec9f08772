"""What Daybook adds to Airflow: the backfill command that waits, and the guard in front of the Docker engine."""

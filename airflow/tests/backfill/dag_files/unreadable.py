"""A DAG file that cannot be read, as when a setting is missing."""

from airflow.sdk import DAG

raise KeyError(f"no setting for the {DAG.__name__}")

"""On Airflow 2 its own command takes over."""

from __future__ import annotations

import subprocess


def test_the_native_command_gets_the_arguments() -> None:
    command = ["/opt/daybook/bin/airflow", "dags", "backfill", "--help"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Run subsections of a DAG for a specified date range" in ended.stdout
    assert "--watch" not in ended.stdout

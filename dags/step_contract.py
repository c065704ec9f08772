"""The old place of task_jars/contract.py, for DAG files that import it from here."""

from task_jars.contract import EXIT_CODES, ExitCode, Outcome, Retry, day_problem, exit_code, unknown_keys_problem

__all__ = ["EXIT_CODES", "ExitCode", "Outcome", "Retry", "day_problem", "exit_code", "unknown_keys_problem"]

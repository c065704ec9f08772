"""One step by hand with Compose, which needs nothing of Airflow."""

import json

import pytest

from checks import NORTHWIND, Checks
from stack import Stack

DAY = "2024-04-01"


@pytest.mark.parametrize("step", NORTHWIND.steps)
def test_a_step_by_hand(stack: Stack, step: str) -> None:
    done = stack.step(step, "--date", DAY)
    receipt = json.loads(done.out.splitlines()[-1])
    assert (receipt["step"], receipt["period"], receipt["status"]) == (step, DAY, "done")


def test_a_day_by_hand_is_as_right_as_one_by_airflow(checks: Checks) -> None:
    checks.day_is_right(DAY)


def test_a_step_by_hand_again_changes_nothing(stack: Stack) -> None:
    done = stack.step("load-postgres", "--date", DAY)
    assert json.loads(done.out.splitlines()[-1])["status"] == "unchanged"


def test_a_load_before_its_extracts_names_what_to_run_first(stack: Stack) -> None:
    refused = stack.step("load-postgres", "--date", "2024-04-02", expect=66)
    assert "extract-postgres" in refused.err
    assert json.loads(refused.out.splitlines()[-1])["kind"] == "not-ready"

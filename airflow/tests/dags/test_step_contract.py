"""What Airflow is told about exit codes, receipts and days is what docs/step-contract.md says."""

import re

import pytest
from dag_folder import REPOSITORY

from task_jars.contract import (
    EXIT_CODES,
    Outcome,
    day_problem,
    exit_code,
    hour_problem,
    month_problem,
    unknown_keys_problem,
)

RECEIPT = '{"step":"load-postgres","period":"2024-01-20","status":"done","rows":3}'


def test_exit_codes_are_retried_as_the_step_contract_says():
    table = (REPOSITORY / "docs" / "step-contract.md").read_text().split("## Exit codes")[1].split("\n## ")[0]
    documented = {}
    for row in re.findall(r"^\| (\d[\d, ]*) \|.*\| (no|once|yes) \|$", table, re.MULTILINE):
        documented |= {int(code): row[1] for code in row[0].split(",")}

    assert len(documented) == 14
    assert {code: meaning.retry.value for code, meaning in EXIT_CODES.items()} == documented


def test_an_unknown_exit_code_is_tried_again_once():
    assert exit_code(127).retry.value == "once"


@pytest.mark.parametrize(
    ("stdout", "found"),
    [
        (RECEIPT, True),
        (f"{RECEIPT}\n", True),
        (f"printed by a library\n{RECEIPT}\n", True),
        (RECEIPT.replace('"period":"2024-01-20",', ""), True),  # a refused command line knows no day
        ("", False),
        ("\n", False),
        (f"{RECEIPT}\nafter it\n", False),
        (RECEIPT[:-1], False),
        ("[1]", False),
        ("3", False),
        (RECEIPT.replace("load-postgres", "extract-csv"), False),
        (RECEIPT.replace("2024-01-20", "2024-01-21"), False),
        (RECEIPT.replace("status", "state"), False),
        (RECEIPT.replace("2024-01-20", "2024-01-18").replace('"status"', '"through":"2024-01-20","status"'), True),
        (RECEIPT.replace('"status"', '"through":"2024-01-22","status"'), False),
    ],
)
def test_a_receipt_is_the_last_line_of_stdout(stdout, found):
    assert (Outcome(0, False, stdout).receipt("load-postgres", "2024-01-20") is not None) == found


@pytest.mark.parametrize("day", ["2024-01-20", "2024-02-29", "2000-01-01"])
def test_a_day_that_exists_is_accepted(day):
    assert day_problem(day) is None


@pytest.mark.parametrize(
    "day", ["2024-02-30", "2023-02-29", "yesterday", "", "2024-1-20", "20240120", "2024-01-20T00", "٢٠٢٤-٠١-٢٠"]
)
def test_anything_else_is_no_day(day):
    expected = f"date: expected a day YYYY-MM-DD that exists, found '{day}'; trigger a run with such a day"

    assert day_problem(day) == expected


@pytest.mark.parametrize("hour", ["2020-01-01T00", "2020-01-01T07", "2024-02-29T23"])
def test_an_hour_that_exists_is_accepted(hour):
    assert hour_problem(hour) is None


@pytest.mark.parametrize(
    "hour", ["2020-01-01", "2020-01-01T7", "2020-01-01T24", "2023-02-29T01", "2020-01-01T07:00", ""]
)
def test_anything_else_is_no_hour(hour):
    expected = f"date: expected an hour YYYY-MM-DDTHH that exists, found '{hour}'; trigger a run with such an hour"

    assert hour_problem(hour) == expected


@pytest.mark.parametrize("day", ["2024-01-31", "2024-02-29", "2023-02-28", "2024-12-31"])
def test_the_last_day_of_a_month_is_accepted(day):
    assert month_problem(day) is None


@pytest.mark.parametrize("day", ["2024-02-28", "2024-01-01", "2024-02-30", "2024-01", "2024-01-31T00"])
def test_anything_else_is_no_last_day_of_a_month(day):
    expected = f"date: expected the last day of a month, YYYY-MM-DD, found '{day}'; trigger a run with such a day"

    assert month_problem(day) == expected


@pytest.mark.parametrize(
    ("conf", "problem"),
    [
        ({}, None),
        ({"date": "2024-01-20", "replace": True}, None),
        ({"dat": 1}, "conf: expected only date, replace, found 'dat' (did you mean 'date'?); trigger a run without it"),
        ({"zebra": 1}, "conf: expected only date, replace, found 'zebra'; trigger a run without it"),
        (
            {"Date": 1, "replce": 1, "date": "2024-01-20"},
            "conf: expected only date, replace, found 'Date' (did you mean 'date'?), 'replce' (did you mean"
            " 'replace'?); trigger a run without it",
        ),
    ],
)
def test_a_key_that_is_no_parameter_is_named_with_the_near_miss(conf, problem):
    assert unknown_keys_problem(conf, ["replace", "date"]) == problem

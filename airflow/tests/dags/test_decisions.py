"""Decision records have one form, and docs/decisions/README.md lists all of them."""

from __future__ import annotations

import re
import subprocess

import pytest
from dag_folder import REPOSITORY

FOLDER = REPOSITORY / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "Not chosen"]


def text(record) -> str:
    return record.read_text(encoding="utf-8")


def test_the_index_is_what_the_command_prints():
    printed = subprocess.run([REPOSITORY / "bin" / "list-decisions"], capture_output=True, text=True, check=True).stdout

    assert text(FOLDER / "README.md") == printed, "run bin/list-decisions >docs/decisions/README.md"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_begins_with_its_number_a_sentence_and_a_status(record):
    begin = rf"# {record.name[:4]}: \S[^\n]*[^.\n]\n\nStatus: (accepted|superseded by \d{{4}})\n\n## Context\n"

    assert re.match(begin, text(record)), f"expected '# {record.name[:4]}: sentence', 'Status: accepted', '## Context'"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_has_the_sections_in_their_order(record):
    found = re.findall(r"^## (.*)$", text(record), re.MULTILINE)

    assert found == [section for section in SECTIONS if section in found]
    assert {"Context", "Decision"} <= set(found)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_what_replaces_a_record_is_there(record):
    numbers = {other.name[:4] for other in RECORDS}

    assert set(re.findall(r"^Status: superseded by (\d{4})$", text(record), re.MULTILINE)) <= numbers

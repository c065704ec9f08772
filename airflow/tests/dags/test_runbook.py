"""docs/runbook.md has a section for every exit code of a step, and names every warning that the sources can give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from dag_folder import REPOSITORY

from task_jars.contract import EXIT_CODES

DOCKER_RUN = (125, 126, 127)
"""What `docker run` itself ends with: no container, a program that cannot be run, no such program."""

PAGE = " ".join((REPOSITORY / "docs" / "runbook.md").read_text(encoding="utf-8").split())
CALL = re.compile(r"\b(?:\w*[wW]arn|warnings\.add)\(")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
FEWEST_LETTERS = 12
"""A shorter piece of a message could stand on the page by chance."""


def argument(source: str, begin: int) -> str:
    """Return the text between a call's parentheses; `begin` is behind the first one."""
    depth, position = 1, begin
    while depth:
        literal = LITERAL.match(source, position)
        depth += {"(": 1, ")": -1}.get(source[position], 0)
        position = literal.end() if literal else position + 1
    return source[begin : position - 1]


def literals(source: str, text: str) -> list[str]:
    """Return the pieces of the message that an argument stands for, followed through one local variable."""
    found = LITERAL.findall(text)
    variable = re.fullmatch(r"\s*(\w+)\s*", text)
    if not found and variable:
        assignments = re.findall(rf"String {variable[1]} =(.*?);\n", source, re.DOTALL)
        found = [literal for assignment in assignments for literal in literals(source, assignment)]
        found += [
            literal
            for assignment in assignments
            for inner in re.findall(r"EscapedText\.of\((\w+)\)", assignment)
            for literal in literals(source, inner)
        ]
    pieces = [piece for literal in found for piece in re.split(r"\{\}|%[.\d]*[sdf]|%%", literal)]
    return [piece.replace('\\"', '"').strip(" :;,.'") for piece in pieces]


def warnings(source: str) -> list[str]:
    """Return the longest fixed piece of each warning that a Java file gives."""
    pieces = [literals(source, argument(source, call.end())) for call in CALL.finditer(source)]
    longest = [max(found, key=len) for found in pieces if found]
    return [piece for piece in longest if len(piece) >= FEWEST_LETTERS]


def all_warnings() -> list[tuple[Path, str]]:
    sources = sorted(REPOSITORY.glob("tasks/*/src/main/java/**/*.java"))
    return [(path, words) for path in sources for words in warnings(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("code", [*EXIT_CODES, *DOCKER_RUN])
def test_every_exit_code_has_a_section(code):
    headings = re.findall(r"^## (.*)$", (REPOSITORY / "docs" / "runbook.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert [heading for heading in headings if re.search(rf"\b{code}\b", heading)], f"no section for exit code {code}"


def test_every_warning_is_named():
    found = all_warnings()

    assert len(found) > 10
    missing = [f"{path.relative_to(REPOSITORY)}: {words}" for path, words in found if words not in PAGE]
    assert not missing, "docs/runbook.md does not name these warnings:\n" + "\n".join(missing)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('context.warn("day " + day + " is late; it may be another");', ["is late; it may be another"]),
        ('LOG.warn("{} is absent for an instant (see above)", name);', ["is absent for an instant (see above)"]),
        ('String line = table + " lost most of its rows";\nwarnings.add(line);', ["lost most of its rows"]),
        ("void warn(String message) { context.warn(message); }", []),
        ("publication.warnings().forEach(context::warn);", []),
    ],
)
def test_a_warning_is_found_in_a_source(source, words):
    assert warnings(source) == words

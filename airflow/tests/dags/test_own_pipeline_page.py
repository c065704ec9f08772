"""docs/your-own-pipeline.md shows the files that the end-to-end test runs, letter by letter."""

import re

import pytest
from dag_folder import EXAMPLES, REPOSITORY

PAGE = (REPOSITORY / "docs" / "your-own-pipeline.md").read_text(encoding="utf-8")
FILES = sorted(
    str(path.relative_to(EXAMPLES))
    for folder in ("orders", "both_loaded")
    for path in (EXAMPLES / folder).iterdir()
    if path.is_file()
)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_the_example_is_shown_as_it_is(name):
    [shown] = re.findall(rf"`dags/{re.escape(name)}`.*?```[a-z]+\n(.*?)```", PAGE, re.DOTALL)

    assert shown == (EXAMPLES / name).read_text(encoding="utf-8")


def test_every_python_block_of_the_page_is_python():
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

    assert len(blocks) == 4
    for block in blocks:
        compile(block, "docs/your-own-pipeline.md", "exec")

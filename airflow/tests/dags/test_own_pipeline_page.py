"""docs/your-own-pipeline.md shows the files that the end-to-end test runs, letter by letter."""

import re

import pytest
from dag_folder import EXAMPLES, REPOSITORY

PAGE = (REPOSITORY / "docs" / "your-own-pipeline.md").read_text(encoding="utf-8")
ORDERS = EXAMPLES / "orders"


@pytest.mark.parametrize("name", sorted(path.name for path in ORDERS.iterdir()))
def test_a_file_of_the_example_is_shown_as_it_is(name):
    [shown] = re.findall(rf"`dags/orders/{re.escape(name)}`.*?```[a-z]+\n(.*?)```", PAGE, re.DOTALL)

    assert shown == (ORDERS / name).read_text(encoding="utf-8")


def test_every_python_block_of_the_page_is_python():
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

    assert len(blocks) == 3
    for block in blocks:
        compile(block, "docs/your-own-pipeline.md", "exec")

"""docs/operating.md: what each role may."""

from __future__ import annotations

import re

from tests.docs.test_examples import DEFINITIONS, ROOT

ROWS = re.compile(r"^\| `(saint_\w+)` \| (.+) \|$", re.MULTILINE)


def test_every_role_may_something() -> None:
    text = (ROOT / "docs" / "operating.md").read_text()
    rows = dict(ROWS.findall(text[text.index("\n## Roles\n") :].split("\n## ")[1]))
    assert rows.keys() == {file.stem for file in (ROOT / "sql").glob("*.sql") if "create role" in file.read_text()}
    assert not [role for role, may in rows.items() if "nothing" in may]


def test_what_attention_monitors_read_is_not_said_to_be_for_nothing() -> None:
    assert "nothing is made of" not in DEFINITIONS.read_text()

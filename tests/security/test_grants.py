"""Who may call what hangs on what it is, and not on what somebody has called a source."""

from __future__ import annotations

from pathlib import Path

from tests.security.conftest import DEFINITION, Site

# What administrators call, and who sees revenue, ends in these.
WORDS = ("moments", "chronology", "relations", "recalculate", "tick", "fill", "refresh", "inserted")
SOURCE = """
  {name}:
    table: crm.activity
    key: activity_id
    date: on_date
    links: {{company: company_id}}
    write: {{company: company_id, title: direction, date: on_date}}
"""
STATUS = """
  without_{name}: {{on: company, when: count({name}) = 0, follow_up: {{source: {name}, type: outgoing}}}}
"""


def test_a_source_of_any_name_opens_nothing(site: Site, tmp_path: Path) -> None:
    """Its follow-ups are written by a function that ends in the name of the source."""
    text = DEFINITION.read_text()
    file = tmp_path / "changed.yaml"
    for section, what in (("counters", SOURCE), ("selections", STATUS)):
        more = "".join(what.format(name=word) for word in WORDS)
        text = text.replace(f"\n{section}:\n", f"{more}\n{section}:\n")
    file.write_text(text)
    site.apply(file=file)
    granted = site.execute(
        """
        select p.proname::text, array_agg(g.grantee::regrole::text order by 1)
        from pg_proc p cross join aclexplode(p.proacl) g
        where p.pronamespace = 'saint_data'::regnamespace and p.proname ~ '^company_write_' and g.grantee <> p.proowner
        group by 1 order by 1
        """
    ).fetchall()
    assert granted == [(f"company_write_{word}", ["saint_reader"]) for word in sorted([*WORDS, "activity"])]

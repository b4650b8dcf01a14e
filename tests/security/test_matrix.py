"""docs/security.md holds the privileges that the database has."""

from __future__ import annotations

import pytest
from psycopg.rows import tuple_row

from tests.security.conftest import HERE, Site

PAGE = HERE.parent.parent / "docs" / "security.md"
BEGIN = "<!-- privileges: written by pytest tests/security/test_matrix.py --update-security -->\n"
END = "<!-- end of privileges -->\n"
# As the page heads the columns: everybody, our roles, a writer of the CRM, and the owner of its tables who has applied.
ROLES = {
    "everybody": "saint_site_guest",
    "reader": "saint_reader",
    "revenue": "saint_revenue",
    "contact": "saint_contact",
    "designer": "saint_designer",
    "admin": "saint_admin",
    "writer": "saint_site_writer",
    "applier": "saint_site_crm",
}
TITLES = {"saint": "Schema saint", "saint_data": "Schema saint_data, of the definition in tests/security/saint.yaml"}


def matrix(site: Site) -> str:
    lines: list[str] = []
    schema = None
    with site.connection.cursor(row_factory=tuple_row) as cursor:
        rows = cursor.execute((HERE / "matrix.sql").read_bytes(), {"roles": list(ROLES.values())}).fetchall()
    for of, name, runs_as, privileges in rows:
        if of != schema:
            schema = of
            lines += ["", f"### {TITLES[of]}", "", f"| | with the rights of its | {' | '.join(ROLES)} |"]
            lines.append("|---" * (len(ROLES) + 2) + "|")
        who = "" if runs_as == "reads" else runs_as
        lines.append(f"| `{name}` | {who} | {' | '.join(privileges)} |")
    return "\n".join([*lines[1:], ""])


def test_the_page_says_who_may_do_what(site: Site, request: pytest.FixtureRequest) -> None:
    site.apply(role="saint_site_crm")
    page = PAGE.read_text()
    before, _, rest = page.partition(BEGIN)
    written, _, after = rest.partition(END)
    found = matrix(site)
    if request.config.getoption("--update-security", default=False):
        PAGE.write_text(before + BEGIN + found + END + after)
    else:
        assert written == found, "if meant so: pytest tests/security/test_matrix.py --update-security, and look at it"


def test_nobody_but_owners_may_create_or_grant(site: Site) -> None:
    site.apply(role="saint_site_crm")
    found = site.execute(
        """
        select n.nspname::text, r.name
        from pg_namespace as n cross join unnest(%s::text[]) as r (name)
        where n.nspname in ('saint', 'saint_data') and has_schema_privilege(r.name, n.oid, 'create')
        """,
        (list(ROLES.values()),),
    ).fetchall()
    assert found == [("saint_data", "saint_site_crm")]
    granted = site.execute(
        """
        select c.oid::regclass::text, a.attname from pg_attribute as a join pg_class as c on c.oid = a.attrelid
        where c.relnamespace in ('saint'::regnamespace, 'saint_data'::regnamespace) and a.attacl is not null
        union all
        select p.oid::regprocedure::text, g.grantee::regrole::text
        from pg_proc as p cross join aclexplode(p.proacl) as g
        where p.pronamespace in ('saint'::regnamespace, 'saint_data'::regnamespace) and g.is_grantable
            and g.grantee <> p.proowner
        """
    ).fetchall()
    assert granted == []

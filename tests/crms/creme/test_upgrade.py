"""Creme's own migrations with pg_saint attached."""

from __future__ import annotations

from tests.crms.creme.conftest import creme_command
from tests.crms.real import Crm


def test_migrate_back_and_forth(creme: Crm) -> None:
    """Migrations of mapped tables, taken back as far as Creme can, and done again."""
    user = creme.user()
    company = creme.does(user, "new_company", name="Fjord Shipping")
    creme.does(user, "new_activity", day="2026-05-20", kind="outgoing", participants=[company])
    info = creme.connection.info
    for app, migration in (("activities", "0039"), ("tickets", "0016")):
        creme_command(info.dsn, info.dbname, "migrate", app, migration)
        creme.exact()
    creme_command(info.dsn, info.dbname, "migrate")
    creme_command(info.dsn, info.dbname, "creme_populate")
    creme.exact()
    later = creme.user()
    creme.does(later, "new_ticket", about=company)
    assert creme.statuses("company", company) == {"open_ticket"}
    creme.finished()

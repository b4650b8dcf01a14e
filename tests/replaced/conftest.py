"""Tables of the CRM that become other tables, under definitions that are applied."""

from __future__ import annotations

from tests.apply.conftest import applied_template, crm

__all__ = ["applied_template", "crm"]

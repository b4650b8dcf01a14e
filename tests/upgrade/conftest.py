"""The CRM of tests/apply, around an upgrade."""

from tests.apply.conftest import applied_template, crm

__all__ = ["applied_template", "crm"]

"""The CRM of tests/apply, around an upgrade, and the databases of released versions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pg_saint.cluster.provider import Provider
from tests.apply.conftest import applied_template, crm
from tests.upgrade.released import Dumps

__all__ = ["applied_template", "crm"]


@pytest.fixture(scope="session")
def dumps(cluster: Provider, python: None) -> Iterator[Dumps]:
    """Each dump of a released version is restored once, and copied after that. Released versions need PL/Python."""
    del python
    with Dumps(cluster) as found:
        yield found

"""What whoever starts the pages decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settings:
    """`dsn`: the database, without a user. `hosts`: the names by which browsers may ask for the pages. `embedders`: the
    origins that may show a card in a frame. `secure`: cookies are sent by https alone.

    `proxies`: the addresses of proxies, which say for whom they ask. `header`: in which of a request's headers they say
    who the visitor is; `roles`: the role of each, where it has another name. Without a header visitors log in.

    `links`: by entity or source the address of a record or row in the CRM's own pages, with {key} in it.
    """

    dsn: str
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    embedders: tuple[str, ...] = ()
    secure: bool = False
    header: str | None = None
    proxies: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

"""What the names of one country are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class City:
    """A town with the start of its postal codes and its place on the map (degrees)."""

    name: str
    postal_code: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Country:
    """`share` of the companies; `rate` is Norwegian kroner for one unit of `currency`.

    `phone` and `mobile` hold ``#`` for each digit to fill in. Names of streets end in what `streets` say.
    """

    code: str
    language: str
    currency: str
    rate: str
    share: float
    phone: str
    mobile: str
    legal_forms: tuple[str, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    cities: tuple[City, ...]
    streets: tuple[str, ...]
    stems: tuple[str, ...]
    trades: tuple[tuple[str, str], ...]
    positions: tuple[str, ...]

"""Each name after those it depends on, otherwise in the order in which they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Location


def depends_order(
    needs: Mapping[str, Iterable[str]], location: Callable[[str], Location], remedy: str | None = None
) -> list[str]:
    """Names in `needs` that are no key of it are passed over. Raises SaintError with the path of a cycle."""
    order: list[str] = []
    path: list[str] = []

    def visit(name: str) -> None:
        if name in order or name not in needs:
            return
        if name in path:
            cycle = [*path[path.index(name) :], name]
            raise SaintError(
                f"a cycle: {' → '.join(cycle)}", location(name), remedy or "take one of these out of the cycle"
            )
        path.append(name)
        for needed in needs[name]:
            visit(needed)
        path.pop()
        order.append(name)

    for name in needs:
        visit(name)
    return order

"""Texts that something between the file and the database could take for its own, and ways to write them in SQL."""

from __future__ import annotations

from collections.abc import Iterator

HOSTILE = (
    "a  b", " a ", "a\tb", "-- a", "a -- b", "/* a", "a */ b", "a;b", "it's", "''", 'say "a"', "back\\slash", "\\",
    "\\n", "$$", "$saint$", "$saint$ $saint1$", "$saint$; create table public.taken (); --",
    "'; create table public.taken (); --", "{{ x }}", "{% if x %}", "{# x #}", "100%", "%s %(x)s %I", ":x :'x'",
    "a\nb", "a\n\n\n\nb", "a\n-- b\nc", "\n    a\n", "a\r\nb", "a\x0bb\x0cc", "a\x1cb\x85c\u2028d\u2029e",
    "å æ ø € 🦜", "U&'x'", "E'x'", "and", "x and y or z", "case", "(", ")]", "<a> [b] &amp;", "#", "null", "today",
    "past(30)",
)  # fmt: skip


def ways(text: str) -> Iterator[str]:
    """SQL literals that mean `text`."""
    yield "'" + text.replace("'", "''") + "'"
    yield "E'" + "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in text) + "'"
    yield "e'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    yield "U&'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
    yield "u&'" + "".join(f"!+{ord(c):06x}" for c in text) + "' uescape '!'"
    yield f"$q${text}$q$"
    yield "'" + text[:1].replace("'", "''") + "'  -- and the rest\n  '" + text[1:].replace("'", "''") + "'"

"""Prose of a Markdown page, wrapped at a width; tables, code and headings stay as they are."""

from __future__ import annotations

import re

WIDTH = 120
_FENCE = re.compile(r" *(```|~~~)")
_AS_IT_IS = re.compile(r" *\||[#<>]|    |$")
_ITEM = re.compile(r" *(?:[-*+]|\d+\.) +")
# At the beginning of a line these would begin an item, a quotation, a heading, a table.
_BEGINS = re.compile(r"(?:[-+*=]|#+|\d+[.)])$|[>|]")
_WORD = re.compile(r"(?:`[^`]*`|[^ `])+")


def wrapped(page: str) -> str:
    """The page with the paragraphs and items wrapped that have a line longer than WIDTH."""
    done: list[str] = []
    block: list[str] = []
    fence = ""
    for line in page.split("\n"):
        opens = _FENCE.match(line)
        inside = bool(fence)
        if opens and (not fence or opens[1] == fence):
            fence = "" if fence else opens[1]
        if inside or opens or (_AS_IT_IS.match(line) and not (block and line.startswith("    "))):
            done += [*_block(block), line]
            block = []
        elif block and _ITEM.match(line):
            done += _block(block)
            block = [line]
        else:
            block.append(line)
    return "\n".join([*done, *_block(block)])


def _block(lines: list[str]) -> list[str]:
    if all(len(line) <= WIDTH for line in lines):
        return lines
    item = _ITEM.match(lines[0])
    line = item[0] if item else ""
    indent, done = " " * len(line), []
    words = _WORD.findall(" ".join(each.strip() for each in lines)[len(line.lstrip()) :])
    line += words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > WIDTH and not _BEGINS.match(word):
            done.append(line)
            line = indent + word
        else:
            line += f" {word}"
    return [*done, line]

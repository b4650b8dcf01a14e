"""SQL text → tokens, by the rules of PostgreSQL's own lexer (its manual, chapter "Lexical Structure")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "name", "text", "bits", "number", "operator", "mark", "parameter"]

# What begins, and what may be inside, a name that is not quoted: besides ASCII every other character.
FIRST, INSIDE = r"[A-Za-z_\u0080-\U0010ffff]", r"[A-Za-z0-9_$\u0080-\U0010ffff]"
SPACE = re.compile(r"[ \t\n\r\f\v]+")
LINE_COMMENT = re.compile(r"--[^\n\r]*")
BLOCK_COMMENT_EDGE = re.compile(r"/\*|\*/")
# Two literals with a line break between them, and nothing else but space and comments to the line's end, are one.
CONTINUED = re.compile(r"(?:[ \t\f\v]|--[^\n\r]*)*[\n\r](?:[ \t\n\r\f\v]|--[^\n\r]*[\n\r])*'")
QUOTE = re.compile(r"(?i:u&|[enbx])?'")
PLAIN_PART, ESCAPED_PART = re.compile(r"(?:[^']|'')*'"), re.compile(r"(?:[^'\\]|''|\\.)*'", re.DOTALL)
QUOTED_NAME = re.compile(r'((?i:u&)?)"((?:[^"]|"")+)"')
DOLLAR = re.compile(rf"\$(?:{FIRST}[A-Za-z0-9_\u0080-\U0010ffff]*)?\$")
WORD = re.compile(FIRST + INSIDE + "*")
NUMBER = re.compile(rf"(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?{INSIDE}*")
PARAMETER = re.compile(r"\$\d+")
OPERATOR = re.compile(r"[~!@#^&|`?+\-*/%<>=]+")
# An operator of several characters may end with + or - only where it holds one of these.
MAY_END_WITH_SIGN = frozenset("~!@#%^&|`?")
MARK = re.compile(r"::|:=|\.\.|[,()\[\].;:]")
ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
MEANING = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class LexicalError(ValueError):
    """What cannot be read; `start` is where it begins."""

    def __init__(self, message: str, start: int) -> None:
        super().__init__(message)
        self.start = start


@dataclass(frozen=True)
class Token:
    """`value`: of a word in lower case as PostgreSQL folds it, of a quoted name or a text what it means, of others as
    written. A `text` is any string constant; `bits` are B'…' and X'…'. `start` and `end` are places in the text."""

    kind: Kind
    value: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.value in words

    def is_mark(self, *marks: str) -> bool:
        return self.kind in ("mark", "operator") and self.value in marks


def tokens(text: str) -> Iterator[Token]:
    """The tokens of `text` without space and comments. Raises LexicalError."""
    found = _tokens(text)
    held: Token | None = None
    for token in found:
        if held is not None and token.is_word("uescape"):
            escape = next(found, None)
            if escape is None or len(escape.value) != 1:
                raise LexicalError("uescape needs one character", token.start)
            yield _unicode(held, escape.value, escape.end)
            held = None
            continue
        if held is not None:
            yield _unicode(held, "\\", held.end)
        held = None
        if token.kind in ("text", "name") and text[token.start : token.start + 2].lower() == "u&":
            held = token
        else:
            yield token
    if held is not None:
        yield _unicode(held, "\\", held.end)


def folded(text: str) -> str:
    """`text` on one line: white space folded and comments left out, but for what is inside of quotes."""
    result, end = "", 0
    for token in tokens(text):
        result += " " if result and token.start > end else ""
        result += text[token.start : token.end]
        end = token.end
    return result


def path(text: str) -> tuple[str, ...] | None:
    """The names in ``crm."Company"``, exactly as they are meant; None where `text` is something else."""
    try:
        found = list(tokens(text))
    except LexicalError:
        return None
    names, dots = found[::2], found[1::2]
    if len(names) != len(dots) + 1 or not all(dot.is_mark(".") for dot in dots):
        return None
    return tuple(name.value for name in names) if all(name.kind in ("word", "name") for name in names) else None


def lower(name: str) -> str:
    """A name as PostgreSQL folds it: ASCII alone, because it stores its databases in UTF-8."""
    return "".join(each.lower() if each.isascii() else each for each in name)


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if found := SPACE.match(text, at) or LINE_COMMENT.match(text, at):
            at = found.end()
        elif text.startswith("/*", at):
            at = _after_comment(text, at)
        else:
            token = _token(text, at)
            yield token
            at = token.end


def _after_comment(text: str, start: int) -> int:
    depth = 0
    for edge in BLOCK_COMMENT_EDGE.finditer(text, start):
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return edge.end()
    raise LexicalError("a comment that does not end", start)


def _token(text: str, at: int) -> Token:
    if found := QUOTE.match(text, at):
        return _text(text, at, found)
    if found := QUOTED_NAME.match(text, at):
        if not found[2].isprintable():
            raise LexicalError("a name with a line break or another control character", at)
        return Token("name", found[2].replace('""', '"'), at, found.end())
    if found := WORD.match(text, at):
        return Token("word", lower(found[0]), at, found.end())
    if found := NUMBER.match(text, at):
        return Token("number", found[0], at, found.end())
    if found := PARAMETER.match(text, at):
        return Token("parameter", found[0], at, found.end())
    if found := DOLLAR.match(text, at):
        end = text.find(found[0], found.end())
        if end < 0:
            raise LexicalError(f"a text in {found[0]} that does not end", at)
        return Token("text", text[found.end() : end], at, end + len(found[0]))
    if found := MARK.match(text, at):
        return Token("mark", found[0], at, found.end())
    if found := OPERATOR.match(text, at):
        operator = _operator(found[0])
        return Token("operator", operator, at, at + len(operator))
    raise LexicalError(f"an unexpected {text[at]}", at)


def _operator(run: str) -> str:
    """The operator at the beginning of a run of their characters."""
    comments = [location for location in (run.find("--"), run.find("/*")) if location >= 0]
    run = run[: min(comments)] if comments else run
    while len(run) > 1 and run[-1] in "+-" and not MAY_END_WITH_SIGN & set(run):
        run = run[:-1]
    return run


def _text(text: str, at: int, quote: re.Match[str]) -> Token:
    prefix = quote[0][:-1].lower()
    part = ESCAPED_PART if prefix == "e" else PLAIN_PART
    value, end = "", quote.end()
    while True:
        found = part.match(text, end)
        if found is None:
            raise LexicalError("a text in quotes that does not end", at)
        value, end = value + found[0][:-1], found.end()
        again = CONTINUED.match(text, end)
        if again is None:
            break
        end = again.end()
    if prefix in ("b", "x"):
        return Token("bits", f"{prefix}'{value}'", at, end)
    if prefix == "e":
        return Token("text", _unescaped(value, at), at, end)
    return Token("text", value.replace("''", "'"), at, end)


def _unescaped(value: str, at: int) -> str:
    """What is between the quotes of E'…'."""

    def meaning(found: re.Match[str]) -> str:
        octal, byte, short, long, plain = found.groups()
        if octal or byte:
            code = int(octal, 8) if octal else int(byte, 16)
            if not 0 < code < 0x80:
                raise LexicalError(f"{found[0]}: write the character itself, or \\u and its number", at)
            return chr(code)
        return _character(short or long, at) if short or long else MEANING.get(plain, plain)

    # Two quotes are one, but for a quote that has a backslash before it.
    parts = re.split(r"(\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.))", value, flags=re.DOTALL)
    parts[::2] = [part.replace("''", "'") for part in parts[::2]]
    parts[1::2] = [ESCAPE.sub(meaning, part) for part in parts[1::2]]
    return _joined("".join(parts))


def _unicode(token: Token, escape: str, end: int) -> Token:
    """What U&'…' and U&"…" mean."""
    mark = re.escape(escape)
    pattern = rf"{mark}(?:({mark})|([0-9A-Fa-f]{{4}})|\+([0-9A-Fa-f]{{6}})|(.?))"

    def meaning(found: re.Match[str]) -> str:
        itself, short, long, wrong = found.groups()
        if wrong is not None:
            raise LexicalError(f"{found[0]} is not a Unicode escape", token.start)
        return escape if itself else _character(short or long, token.start)

    value = _joined(re.sub(pattern, meaning, token.value, flags=re.DOTALL))
    return Token(token.kind, value, token.start, end)


def _character(code: str, at: int) -> str:
    number = int(code, 16)
    if not 0 < number <= 0x10FFFF:
        raise LexicalError(f"no character has the number {code}", at)
    return chr(number)


def _joined(text: str) -> str:
    """A character that was written as two surrogates."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

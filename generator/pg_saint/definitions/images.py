"""Images of statuses: what a file holds is read from its content, never from its name."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Image, Location
from pg_saint.shipped import IMAGES

LARGEST = 256 * 1024  # bytes; a watermark of 130 x 180 pixels is far below it
SVG = "{http://www.w3.org/2000/svg}svg"
ACTIVE = {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"}
INSIDE = re.compile(r"#|data:image/(png|jpeg|gif);base64,", re.IGNORECASE)
OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#|['\")\s])|@import|javascript:|expression\(", re.IGNORECASE)
STYLESHEET = re.compile(rb"<\?\s*xml-stylesheet", re.IGNORECASE)


def read_image(file: Path, location: Location) -> Image:
    """The image in `file`. Raises SaintError for what is none of svg, png, jpg, gif, too large, or not safe to show."""
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        ready = ", ".join(sorted(each.name for each in IMAGES.iterdir()))
        remedy = f"the path is relative to the file that names it; by its name alone an image of the library: {ready}"
        raise SaintError(f"image {file} cannot be read: {error.strerror}", location, remedy) from error
    return checked_image(str(file), content, location, size)


@cache
def exclamation_mark() -> Image:
    return read_image(IMAGES / "warning_triangle.svg", Location("", 0))


def checked_image(file: str, content: bytes, location: Location, size: int | None = None) -> Image:
    """The image that `content` is, of which people know as `file`; `size` in bytes, where not all of it was read.
    Raises SaintError likewise."""
    size = len(content) if size is None else size
    if size > LARGEST:
        message = f"image {file} is too large: {size:,} bytes, and {LARGEST:,} is the most"
        raise SaintError(message, location, "save it smaller; 130 x 180 pixels are enough")
    media_type = _media_type(content)
    if media_type is None:
        remedy = "an image is svg, png, jpg or gif, and its content says which"
        raise SaintError(f"{file} is not an image, or is cut off", location, remedy)
    if media_type == "image/svg+xml":
        problem = _svg_problem(content)
        if problem:
            remedy = "save it as plain svg: shapes and text, with no script, handler or link to somewhere else"
            raise SaintError(f"image {file}: {problem}", location, remedy)
    return Image(hashlib.sha256(content).hexdigest(), media_type, content)


def _media_type(content: bytes) -> str | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and content[-8:-4] == b"IEND":
        return "image/png"
    if content.startswith(b"\xff\xd8\xff") and content.rstrip(b"\0").endswith(b"\xff\xd9"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")) and content.rstrip(b"\0").endswith(b";"):
        return "image/gif"
    return "image/svg+xml" if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in content else None


def _svg_problem(content: bytes) -> str | None:
    """What is wrong with an svg, or None."""
    try:
        # No document type: its entities can hide what the checks look for, and can grow without end.
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        return "a document type declaration"
    except ParseError as error:
        return f"not well-formed svg: {error}"
    if root.tag != SVG:
        return f"its root is {root.tag}, not svg in the namespace http://www.w3.org/2000/svg"
    if STYLESHEET.search(content):
        return "a style sheet from somewhere else"
    return next((problem for element in root.iter() if (problem := _element_problem(element))), None)


def _element_problem(element: Element) -> str | None:
    name = _local(element.tag)
    if name.lower() in ACTIVE:
        return f"the element {name}"
    if name == "style" and _reaches_out(element.text or ""):
        return "a style that refers to somewhere else"
    for key, value in element.attrib.items():
        attribute = _local(key).lower()
        if attribute.startswith("on") or (attribute == "attributename" and value.lower().startswith("on")):
            return f"the event handler {_local(key)} of {name}"
        if attribute in ("href", "src") and not INSIDE.match(value.strip()):
            return f"a reference to somewhere else: {_local(key)} of {name}"
        if attribute == "attributename" and _local(value).lower().endswith("href"):
            return f"an animated reference in {name}"
        if attribute == "base" or OUTSIDE.search(value) or (attribute == "style" and _reaches_out(value)):
            return f"a reference to somewhere else: {_local(key)} of {name}"
    return None


def _reaches_out(style: str) -> bool:
    # An escape (u\\72l) would hide a url from the search.
    return "\\" in style or OUTSIDE.search(style) is not None


def _local(name: object) -> str:
    # A comment or a processing instruction has a function for a name.
    return name.rpartition("}")[2] if isinstance(name, str) else ""

"""Images of statuses: what they are is read from their content, and only what is safe to show is taken."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from pg_saint.definitions.images import LARGEST, read_image
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Location
from pg_saint.validate import load

PLACE = Location("saint.yaml", 7)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def read(folder: Path, content: bytes | str, name: str = "image.png") -> str:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_image(file, PLACE).media_type


@pytest.mark.parametrize(("content", "media_type"), [(PNG, "image/png"), (GIF, "image/gif"), (JPEG, "image/jpeg")])
def test_the_type_is_what_the_content_says(tmp_path: Path, content: bytes, media_type: str) -> None:
    assert read(tmp_path, content, "image.whatever") == media_type


@pytest.mark.parametrize(
    "svg",
    [
        SVG.format("<path d='M0 0L9 9'/>"),
        '\ufeff<?xml version="1.0"?>\n<!-- drawn -->\n' + SVG.format(""),
        SVG.format('<g id="a"/><use xlink:href="#a" fill="url(#b)" style="fill:url(\'#b\')"/>'),
        SVG.format('<image href="data:image/png;base64,AAAA"/><style>path {fill: red}</style>'),
    ],
)
def test_an_svg_that_only_shows(tmp_path: Path, svg: str) -> None:
    assert read(tmp_path, svg) == "image/svg+xml"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not an image"),
        (b"MZ\x90\0", "is not an image"),
        (b"%PDF-1.7", "is not an image"),
        (b"<html><body>hello</body></html>", "is not an image"),
        (PNG[:-12], "is not an image, or is cut off"),
        (JPEG[:-2], "is not an image, or is cut off"),
        (b"GIF89a\x01", "is not an image, or is cut off"),
        (b"<svg><path></svg>", "not well-formed svg"),
        (b"<html><svg xmlns='http://www.w3.org/2000/svg'/></html>", "its root is html"),
        (b"<svg/>", "its root is svg"),
    ],
)
def test_no_image(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SaintError, match=message):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<script href="data:text/javascript,alert(1)"/>',
        '<path onclick="alert(1)"/>',
        '<path ONLOAD="alert(1)"/>',
        '<set attributeName="onmouseover" to="alert(1)"/>',
        '<animate attributeName="xlink:href" values="javascript:alert(1)"/>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
        "<iframe xmlns='http://www.w3.org/1999/xhtml' src='https://example.org'/>",
        '<a href="https://example.org"><path/></a>',
        '<a xlink:href="javascript:alert(1)"><path/></a>',
        '<image href="https://example.org/a.png"/>',
        '<image href="//example.org/a.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<use href="other.svg#a"/>',
        '<g xml:base="https://example.org/"/>',
        '<path fill="url(https://example.org/a.svg#b)"/>',
        "<path style=\"fill: url('https://example.org/a.svg#b')\"/>",
        "<path style=\"fill: u\\72l(https://example.org)\"/>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>path { fill: url(https://example.org/a) }</style>",
    ],
)  # fmt: skip
def test_an_svg_that_does_more_than_show(tmp_path: Path, inside: str) -> None:
    with pytest.raises(SaintError, match="no script, handler or link") as caught:
        read(tmp_path, SVG.format(inside))
    assert str(caught.value).startswith("saint.yaml:7: ")


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a "&#60;script&#62;">]>',
        '<!DOCTYPE svg SYSTEM "https://example.org/a.dtd">',
        '<?xml-stylesheet href="https://example.org/a.css"?>',
    ],
)
def test_an_svg_that_brings_more_along(tmp_path: Path, before: str) -> None:
    with pytest.raises(SaintError, match=r"document type|style sheet"):
        read(tmp_path, before + SVG.format(""))


def test_an_svg_in_another_encoding_is_read_as_the_browser_reads_it(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + SVG.format("<script/>")
    with pytest.raises(SaintError, match="is not an image"):
        read(tmp_path, text.encode("utf-16"))


def test_too_large(tmp_path: Path) -> None:
    with pytest.raises(SaintError, match=r"too large: 262,145 bytes, and 262,144 is the most"):
        read(tmp_path, b"x" * (LARGEST + 1))


def test_the_path_is_relative_to_the_file_that_names_it(tmp_path: Path) -> None:
    definitions = tmp_path / "definitions"
    (definitions / "images").mkdir(parents=True)
    file = definitions / "saint.yaml"
    file.write_text(
        "entities:\n  company: {table: crm.company, key: company_id, fields: {category: category}}\n"
        "statuses:\n  a:\n    on: company\n    when: category = 'a'\n    image: images/a.png\n"
    )
    with pytest.raises(SaintError, match="cannot be read: No such file") as caught:
        load([file])
    assert str(caught.value).startswith(f"{file}:7: ")
    (definitions / "images" / "a.png").write_bytes(PNG)
    image = load([file]).image("a")
    assert image is not None
    assert image.content == PNG


def images_of(folder: Path, *statuses: str) -> list[str]:
    """The titles of the images of statuses, each given by what it says of its image."""
    file = folder / "saint.yaml"
    file.write_text(
        "entities:\n  company: {table: crm.company, key: company_id, fields: {category: category}}\nstatuses:\n"
        + "".join(
            f"  s{rank}: {{on: company, when: category = 'a', rank: {rank}, {said}}}\n"
            for rank, said in enumerate(statuses)
        )
    )
    model = load([file])
    found = [model.image(f"s{rank}") for rank in range(len(statuses))]
    return [each.content.decode().partition("<title>")[2].partition("</title>")[0] if each else "" for each in found]


def test_by_its_name_it_is_one_of_the_library(tmp_path: Path) -> None:
    assert images_of(tmp_path, "image: cobweb.svg", "image: star.svg") == ["Cobweb", "Star"]
    (tmp_path / "star.svg").write_text(SVG.format("<title>Mine</title>"))
    assert images_of(tmp_path, "image: cobweb.svg", "image: star.svg") == ["Cobweb", "Mine"]


@pytest.mark.parametrize("image", ["images/cobweb.svg", "../images/cobweb.svg", "cobweb", ".", ".."])
def test_no_other_way_leads_into_the_library(tmp_path: Path, image: str) -> None:
    with pytest.raises(SaintError, match=r"cannot be read.*\n.*cobweb\.svg"):
        images_of(tmp_path, f"image: {image}")


def test_what_is_to_be_seen_has_one(tmp_path: Path) -> None:
    assert images_of(tmp_path, "visual: true", "visual: false", "copy_of: s0, visual: true") == [
        "Warning triangle",
        "",
        "Warning triangle",
    ]

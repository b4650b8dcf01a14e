"""Excel: real dates and numbers, a header that stays in sight, a filter on each column."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Context, Decimal
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from pg_saint.errors import SaintError
from pg_saint.export.colors import rgb
from pg_saint.export.look import PLAIN, Look

MOST_ROWS = 1_048_576  # of a sheet
MOST_DIGITS = 15  # of a number
WIDEST = 60  # characters of a column
MEASURED = 500  # rows by which columns are fitted
LONGEST_NAME = 31  # of a sheet
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
FORMULA = ("=", "+", "-", "@")


class _Archive(ZipFile):
    """Of which a full disk is told once: at its end it would try to write again, and complain on the terminal."""

    def __del__(self) -> None:
        pass


def write_xlsx(file: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]], look: Look = PLAIN) -> None:
    """Raises SaintError where a sheet cannot hold all rows."""
    book = Workbook(write_only=True)
    named = " ".join(NOT_IN_A_NAME.sub(" ", look.title).split())
    sheet = book.create_sheet(named.strip("'")[:LONGEST_NAME].rstrip("' ") or "Export")
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    # As wide as the page, and as many pages as it takes.
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    headers = look.headers(columns)
    found = iter(rows)
    # The file has the widths before the rows.
    first = list(islice(found, MEASURED))
    for number, width in enumerate(_widths(headers, first), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    cells = [WriteOnlyCell(sheet, header) for header in headers]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    written = 1
    try:
        for row in chain(first, found):
            if written == MOST_ROWS:
                raise SaintError(f"a sheet holds {MOST_ROWS:,} rows, and there are more", None, "export them as .csv")
            sheet.append([_colored(sheet, column, value, look) for column, value in zip(columns, row, strict=True)])
            written += 1
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{written}"
    finally:
        sheet.close()
    with file.open("wb") as opened:
        ExcelWriter(book, _Archive(opened, "w", ZIP_DEFLATED)).save()


def _widths(headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[int]:
    """In characters, with room for the button of the filter."""
    for number, header in enumerate(headers):
        shown = [len(header) + 3, *(_length(row[number]) for row in rows)]
        yield min(max(shown) + 1, WIDEST)


def _length(value: Any) -> int:
    match value:
        case datetime():
            return len("2026-05-31 12:00:00")
        case float():
            return len(f"{value:.2f}")
    return max((len(line) for line in str(value).splitlines()), default=0)


def _colored(sheet: Any, column: str, value: Any, look: Look) -> Any:
    cell = _cell(sheet, look.said(column, value))
    color = rgb(column, value)
    if color is not None:
        cell.fill = PatternFill("solid", start_color=color)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case int():
            # A key, of which a sheet would forget the last digits.
            return value if abs(value) < 10**MOST_DIGITS else _text(sheet, str(value))
        case Decimal() | float():
            return _number(sheet, Decimal(value)) if isfinite(value) else _text(sheet, str(value))
        case datetime():
            # A sheet knows no time zones; years before 1900 are not dates to it.
            return value.replace(tzinfo=None) if value.year >= 1900 else _text(sheet, value.isoformat(sep=" "))
        case date():
            return value if value.year >= 1900 else _text(sheet, value.isoformat())
        case list() | dict():
            return _text(sheet, json.dumps(value, ensure_ascii=False, default=str))
    return _text(sheet, str(value))


def _number(sheet: Any, value: Decimal) -> Any:
    """With as many digits as a sheet keeps."""
    kept = Context(prec=MOST_DIGITS).create_decimal(value).normalize()
    exponent = kept.as_tuple().exponent
    cell = WriteOnlyCell(sheet, float(kept) if isinstance(exponent, int) and exponent < 0 else int(kept))
    if isinstance(exponent, int) and exponent < -1:
        cell.number_format = "#,##0.00"
    return cell


def _text(sheet: Any, value: str) -> Any:
    """A text, whatever it begins with: never a formula, nor when somebody edits the cell."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    if value.startswith(FORMULA):
        cell.quotePrefix = True
    return cell

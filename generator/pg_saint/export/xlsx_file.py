"""Excel: real dates and numbers, a header that stays in sight, a filter on each column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from pg_saint.errors import SaintError
from pg_saint.export.colors import rgb

MOST_ROWS = 1_048_576  # of a sheet
MOST_DIGITS = 15  # of a number
WIDTH = 20
FORMULA = ("=", "+", "-", "@")


class _Archive(ZipFile):
    """Of which a full disk is told once: at its end it would try to write again, and complain on the terminal."""

    def __del__(self) -> None:
        pass


def write_xlsx(file: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Raises SaintError where a sheet cannot hold all rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    sheet.freeze_panes = "A2"
    for number in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    header = [WriteOnlyCell(sheet, column) for column in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    written = 1
    try:
        for row in rows:
            if written == MOST_ROWS:
                raise SaintError(f"a sheet holds {MOST_ROWS:,} rows, and there are more", None, "export them as .csv")
            sheet.append([_colored(sheet, column, value) for column, value in zip(columns, row, strict=True)])
            written += 1
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{written}"
    finally:
        sheet.close()
    with file.open("wb") as opened:
        ExcelWriter(book, _Archive(opened, "w", ZIP_DEFLATED)).save()


def _colored(sheet: Any, column: str, value: Any) -> Any:
    cell = _cell(sheet, value)
    color = rgb(column, value)
    if color is not None:
        cell.fill = PatternFill("solid", start_color=color)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case int() | Decimal() | float():
            return value if _fits(value) else _text(sheet, str(value))
        case datetime():
            # A sheet knows no time zones; years before 1900 are not dates to it.
            return value.replace(tzinfo=None) if value.year >= 1900 else _text(sheet, value.isoformat(sep=" "))
        case date():
            return value if value.year >= 1900 else _text(sheet, value.isoformat())
        case list() | dict():
            return _text(sheet, json.dumps(value, ensure_ascii=False, default=str))
    return _text(sheet, str(value))


def _fits(value: int | Decimal | float) -> bool:
    number = Decimal(value)
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= MOST_DIGITS


def _text(sheet: Any, value: str) -> Any:
    """A text, whatever it begins with: never a formula, nor when somebody edits the cell."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    if value.startswith(FORMULA):
        cell.quotePrefix = True
    return cell

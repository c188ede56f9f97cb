"""Reading shipped tables: comma-separated text into rows that know where they stand, so errors can say so."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

Choice = TypeVar("Choice", bound=StrEnum)


class DataError(ValueError):
    """A data file is wrong: the file, where in it (line and column, or a JSON path), and what was expected."""

    def __init__(self, file: str, where: str, expected: str) -> None:
        super().__init__(f"{file}, {where}: {expected}")
        self.file = file
        self.where = where
        self.expected = expected


class Row(Struct, frozen=True):
    """One line of a table. `line` counts from 1, the header being line 1."""

    file: str
    line: int
    cells: dict[str, str]

    def error(self, column: str, expected: str) -> DataError:
        """The error to raise for a cell of this row."""
        return DataError(self.file, f"line {self.line}, column {column}", expected)

    def optional(self, column: str) -> str | None:
        """The cell without outer blanks, None if nothing is left."""
        return self.cells[column].strip() or None

    def text(self, column: str) -> str:
        """The cell, which must not be empty. Raises DataError."""
        value = self.optional(column)
        if value is None:
            raise self.error(column, "must not be empty")
        return value

    def choice(self, column: str, choices: type[Choice]) -> Choice:
        """The cell as a member of an enumeration. Raises DataError."""
        value = self.text(column)
        try:
            return choices(value)
        except ValueError:
            known = ", ".join(choices)
            raise self.error(column, f"{value!r} is none of {known}") from None

    def positive(self, column: str) -> float | None:
        """The cell as a number above zero, None if empty. Raises DataError."""
        value = self.optional(column)
        if value is None:
            return None
        try:
            number = float(value)
        except ValueError:
            raise self.error(column, f"{value!r} is no number") from None
        if not 0 < number < float("inf"):
            raise self.error(column, f"{value!r} is not above zero")
        return number

    def several(self, column: str) -> tuple[str, ...]:
        """The cell as a list parted by semicolons."""
        return tuple(part for part in self.cells[column].split(";") if part)


def read_rows(text: str, file: str, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a table whose header must be exactly `columns`. Raises DataError; does no I/O."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != list(columns):
            raise DataError(file, "line 1", f"the header must be {','.join(columns)}")
        for cells in reader:
            if len(cells) != len(columns):
                raise DataError(
                    file, f"line {reader.line_num}", f"{len(columns)} columns expected, {len(cells)} found"
                )
            yield Row(file, reader.line_num, dict(zip(columns, cells, strict=True)))
    except csv.Error as error:
        raise DataError(file, f"line {reader.line_num}", str(error)) from error

"""Tables of a text: their cells, and whether their columns and rows add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mou_builder.check.rules.own.facts import with_payers
from mou_builder.config.config import Config
from mou_builder.patterns import pattern

Row = list[str]
_TOTAL = pattern(r"\W*(?:grand\s+)?(?:total|sum|all)\b", re.I)
_MONEY = pattern(r"\W*\$?\s*([\d,]+(?:\.\d\d?)?)\W*")
_PERCENT = pattern(r"\W*(\d+(?:\.\d+)?)\s*(?:%|percent)\W*", re.I)
_LINE = pattern(r"[ \t]*\|(.*)\|[ \t]*$")


def without_tables(text: str) -> str:
    """Return a text without the lines of its tables."""
    return "\n".join(line for line in text.splitlines() if not _LINE.match(line))


def tables_of(text: str) -> list[list[Row]]:
    """Return the rows of each table of a text, their heads among them."""
    tables: list[list[Row]] = [[]]
    for line in text.splitlines():
        found = _LINE.match(line)
        if not found:
            tables.append([])
        elif re.search(r"[^\s|:-]", found[1]):
            tables[-1].append([each.strip() for each in found[1].split("|")])
    return [each for each in tables if len(each) > 1]


def amounts_of(table: list[Row]) -> list[Decimal]:
    """Return the amounts of the last column, without a total, where all of its cells are some."""
    body = [row for row in table[1:] if not _TOTAL.match(row[0])]
    numbers = _numbers_in([row[-1] for row in body], _MONEY)
    return numbers if "$" in "".join(row[-1] for row in body) else []


def table_faults(text: str, config: Config) -> Iterator[str]:
    """Yield which columns and rows of the tables of a text do not come out."""
    for table in tables_of(text):
        head, *body = table
        width = len(head)
        if any(len(row) != width for row in body):
            continue
        last = body[-1] if len(body) > 1 and _TOTAL.match(body[-1][0]) else None
        rows = body[:-1] if last else body
        for at in range(1, width):
            column = [row[at] for row in rows]
            yield from _column_faults(column, last[at] if last else None)
        shares = [_numbers_in([row[at] for row in rows], _PERCENT) for at in range(width)]
        are_payers = _are_payers([row[0] for row in rows], config)
        for each in shares:
            if each and are_payers and len(each) > 1 and sum(each) != 100:
                yield f"the shares of the table come to {sum(each):f} percent, not 100"
        for_payers = [at for at in range(1, width) if shares[at]]
        if len(for_payers) > 1 and _are_payers([head[at] for at in for_payers], config):
            for number in range(len(rows)):
                total = sum(shares[at][number] for at in for_payers)
                if total != 100:
                    yield f"the shares of “{rows[number][0]}” come to {total:f} percent, not 100"
        if _TOTAL.match(head[-1]) and width > 2:
            yield from _row_faults(body, width)


def _column_faults(column: Sequence[str], last: str | None) -> Iterator[str]:
    for form, sign in ((_MONEY, "$"), (_PERCENT, "")):
        numbers = _numbers_in([*column, last], form) if last else []
        if len(numbers) > 2 and sign in "".join(column) and sum(numbers[:-1]) != numbers[-1]:
            shown, total = sum(numbers[:-1]), numbers[-1]
            unit = "" if sign else " percent"
            yield f"the rows of the table come to {sign}{shown:,}{unit}, not {sign}{total:,}{unit}"


def _row_faults(rows: list[Row], width: int) -> Iterator[str]:
    for row in rows:
        cells = [cell for cell in row[1:] if _MONEY.fullmatch(cell)]
        numbers = _numbers_in(cells, _MONEY)
        if len(numbers) == width - 1 and "$" in row[-1] and sum(numbers[:-1]) != numbers[-1]:
            yield f"the cells of “{row[0]}” come to ${sum(numbers[:-1]):,}, not ${numbers[-1]:,}"


def _numbers_in(cells: Sequence[str], form: re.Pattern[str]) -> list[Decimal]:
    """Return the numbers of cells; none at all where a cell is something else."""
    found = [form.fullmatch(each) for each in cells]
    read = [Decimal(each[1].replace(",", "")) for each in found if each and each[1] != ","]
    return read if len(read) == len(cells) else []


def _are_payers(names: list[str], config: Config) -> bool:
    return all(re.search(r"§\w+§", with_payers(each, config)) for each in names)

"""What a layout is made of: header cells over header cells, and how the rows below them look."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    """A header cell over the cells under it; the lowest holds an indicator's figures (``of``), times ``by``.

    ``rows`` is how many sheet rows the cell is merged over. Without ``of`` the column is one the book does not read.
    """

    text: str
    under: tuple["Head", ...] = ()
    rows: int = 1
    of: str = ""
    by: str = "1"

    @property
    def leaves(self) -> Iterator["Head"]:
        """The lowest cells, from left to right: one a column."""
        if not self.under:
            yield self
        for head in self.under:
            yield from head.leaves


@dataclass(frozen=True)
class Layout:
    """How an edition is printed: its header, where it starts, and how the rows below look."""

    heads: tuple[Head, ...]
    city: str
    title_rows: int = 1
    head_rows: int = 3
    first_row: int = 1
    english: bool = False
    total: bool = True
    subtotals: bool = True
    indent: str = ""
    as_text: bool = False
    tail: str = ""


def pair(
    text: str, of: str, by: str = "1", *, rows: int = 1, scopes: tuple[str, str] = ("全市", "市辖区")
) -> Head:
    """Return a header over the whole city and the city districts beside it."""
    whole, districts = scopes
    return Head(text, (Head(whole, of=of, by=by), Head(districts, of=f"{of}_districts", by=by)), rows)


def with_unit(text: str, unit: str, of: str, by: str = "1") -> Head:
    """Return a header with the unit in a row of its own under each scope, as edition 2004 has it."""
    scopes = (("全市", of), ("市辖区", f"{of}_districts"))
    return Head(text, tuple(Head(s, (Head(unit, of=o, by=by),)) for s, o in scopes))


WAN = "10000"  # 亿元 printed in 万元
TOTAL_CITY = ("全市 Total City", "市辖区 Districts under City")

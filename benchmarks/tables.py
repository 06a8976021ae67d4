"""How the results are written down: costs as rows, tables in markdown, numbers as a reader wants them."""

from collections.abc import Mapping, Sequence

COSTS = ["", "Clock, s", "Processor, s", "Most memory at one moment", "of it without kernels", "Written"]


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in markdown, its first column left, the others right.

    Examples
    --------
    >>> print(table(["", "s"], [["a", 1]]))
    |  | s |
    | :-- | --: |
    | a | 1 |
    """
    lines = [header, [":--", *["--:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def row(name: str, cost: Mapping[str, float], written: float = 0) -> list[str]:
    """Return a row of `COSTS`."""
    return [
        name,
        f"{cost['clock']:.1f}",
        f"{cost['processor']:.1f}",
        megabytes(cost["memory"]),
        megabytes(cost["press"]) if cost["press"] else "",
        megabytes(written, 1) if written else "",
    ]


def megabytes(octets: float, digits: int = 0) -> str:
    """Return bytes as megabytes."""
    return f"{octets / 1e6:.{digits}f} MB"


def steps(took: Mapping[str, float]) -> str:
    """Say how long each step took."""
    return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in took.items())


def ratio(slow: Mapping[str, float], fast: Mapping[str, float]) -> list[str]:
    """Return how many times faster one is, by the clock and by processor."""
    return [f"{slow['clock'] / fast['clock']:.1f} ×", f"{slow['processor'] / fast['processor']:.1f} ×"]


def share(part: Mapping[str, float], whole: Mapping[str, float]) -> list[str]:
    """Return what share one is, by the clock and by processor."""
    return [
        f"{part['clock']:.1f} s, {part['clock'] / whole['clock']:.1%}",
        f"{part['processor'] / whole['processor']:.1%}",
    ]

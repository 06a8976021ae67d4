"""Arithmetic of laying out a chart: round ticks, widths of text, lines of a label, labels that keep apart.

The charts know their height and domain beforehand, so where a label stands is computed here and not left to luck.
"""

import math
import unicodedata
from collections.abc import Iterable, Sequence

from planbook.figures import theme


def ticks(low: float, high: float, *, zero: bool = False, about: int = 5) -> list[float]:
    """Return round, evenly spaced values whose first and last enclose low and high.

    Examples
    --------
    >>> ticks(3, 47)
    [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]
    """
    low, high = (min(low, 0.0), max(high, 0.0)) if zero else (low, high)
    span = (high - low) or abs(high) or 1.0
    raw = span / about
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(k * step, 10) for k in range(first, max(last, first + 1) + 1)]


def padded(values: Iterable[float], *, zero: bool = False, room: float = 0.04) -> tuple[float, float]:
    """Return a domain a little wider than the values; with ``zero``, one that begins or ends there if it can.

    Examples
    --------
    >>> padded([10, 110]), padded([10, 110], zero=True)
    ((6.0, 114.0), (0.0, 114.4))
    """
    known = [float(v) for v in values]
    low, high = min(known), max(known)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    margin = room * ((high - low) or abs(high) or 1.0)
    return (low if zero and low == 0 else low - margin), (high if zero and high == 0 else high + margin)


def decimals_of(values: Sequence[float]) -> int:
    """Return how many digits after the point ticks need.

    Examples
    --------
    >>> decimals_of([0, 2.5, 5]), decimals_of([0, 20])
    (1, 0)
    """
    return max((len(f"{v:.6f}".rstrip("0").split(".")[1]) for v in values), default=0)


def width(text: str, size: float = theme.TEXT_SIZE) -> float:
    """Return about how many pixels a line of text takes.

    Examples
    --------
    >>> width("全国") > width("95")
    True
    """
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return size * (wide + 0.56 * (len(text) - wide))


def wrap(text: str, limit: float, size: float = theme.TEXT_SIZE) -> list[str]:
    """Break a text into even lines of at most ``limit`` pixels: at spaces, and between Chinese characters.

    Examples
    --------
    >>> wrap("median of the cities", 80), wrap("规划城市中位数", 60)
    (['median of', 'the cities'], ['规划城市', '中位数'])
    """
    pieces = _pieces(text)
    lines = _filled(pieces, limit, size)
    narrower = limit - size / 2
    while len(lines) > 1 and len(tried := _filled(pieces, narrower, size)) == len(lines):
        if max(width(line, size) for line in tried) > narrower:  # one word alone is wider
            break
        lines, narrower = tried, narrower - size / 2
    return lines


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may end; a closing mark never begins a line."""
    pieces: list[str] = []
    for character in text:
        chinese = unicodedata.east_asian_width(character) in "WF"
        latin = not chinese and bool(pieces) and unicodedata.east_asian_width(pieces[-1][-1]) not in "WF"
        if pieces and pieces[-1][-1] != " " and (character in "，。；：、）》" or latin):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _filled(pieces: list[str], limit: float, size: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width((lines[-1] + piece).rstrip(), size) > limit:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return positions near the wanted ones at which labels of the given sizes do not overlap.

    Parameters
    ----------
    wanted : sequence of float
        Centres in pixels, in any order.
    sizes : sequence of float
        Heights in pixels.
    low, high : float
        The pixels within which the labels should stay, as far as there is room.

    Examples
    --------
    >>> spread([100, 102, 40], [16, 16, 16], 0, 300)
    [93.0, 109.0, 40.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[list[int]] = []
    for i in order:
        groups.append([i])
        while len(groups) > 1 and _top(groups[-1], wanted, sizes) < _bottom(groups[-2], wanted, sizes):
            last = groups.pop()
            groups[-1] += last
    placed = [0.0] * len(wanted)
    for group in groups:
        edge = _top(group, wanted, sizes)
        for i in group:
            placed[i] = edge + sizes[i] / 2
            edge += sizes[i]
    ceiling = high
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling - sizes[i] / 2)
        ceiling = placed[i] - sizes[i] / 2
    floor = low
    for i in order:
        placed[i] = max(placed[i], floor + sizes[i] / 2)
        floor = placed[i] + sizes[i] / 2
    return placed


def _top(group: list[int], wanted: Sequence[float], sizes: Sequence[float]) -> float:
    return sum(wanted[i] for i in group) / len(group) - sum(sizes[i] for i in group) / 2


def _bottom(group: list[int], wanted: Sequence[float], sizes: Sequence[float]) -> float:
    return _top(group, wanted, sizes) + sum(sizes[i] for i in group)

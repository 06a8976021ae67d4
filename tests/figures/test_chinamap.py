"""The map: outlines, classes, attribution."""

import json
from itertools import pairwise

import numpy as np
import pytest

from planbook.errors import FigureError
from planbook.figures import city_map
from planbook.figures.outlines import border, dashes, project, provinces, simplified
from planbook.ground.language import Both

from .conftest import COMMON, NAMES, REGIONS, UNIT


def test_outlines_are_whole_and_small():
    assert len(provinces()) == 34
    assert len(dashes()["geometry"]["coordinates"]) == 9
    assert len(json.dumps([*provinces(), border(), dashes()], separators=(",", ":"))) < 150_000


def test_every_ring_is_closed():
    rings = [ring for p in provinces() for polygon in p["geometry"]["coordinates"] for ring in polygon]
    assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)


def test_taiwan_hainan_and_the_southern_islands_are_there():
    boxes = [
        (min(y for _, y in ring), max(y for _, y in ring))
        for p in provinces()
        for (ring,) in p["geometry"]["coordinates"]
    ]
    ((_, equator),) = project([112.0], [5.0]).tolist()
    assert any(low < equator for low, _ in boxes)
    taiwan = project([121.0], [23.7])[0]
    assert any(
        np.hypot(*(np.mean(ring[:-1], axis=0) - taiwan)) < 120
        for p in provinces()
        for (ring,) in p["geometry"]["coordinates"]
        if len(ring) > 10
    )


def test_the_projection_keeps_areas():
    """One degree square at 30° N and at 45° N: the ratio of areas is that of the sphere."""

    def area(lat):
        corners = project([110, 111, 111, 110], [lat, lat, lat + 1, lat + 1])
        x, y = corners.T
        return abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2

    sphere = (np.sin(np.radians(46)) - np.sin(np.radians(45))) / (
        np.sin(np.radians(31)) - np.sin(np.radians(30))
    )
    assert area(45) / area(30) == pytest.approx(sphere, rel=2e-3)


def test_simplifying_strays_no_further_than_allowed():
    angle = np.linspace(0, np.pi, 200)
    arc = 100 * np.column_stack([np.cos(angle), np.sin(angle)])
    kept = simplified(arc, 1.0)
    assert len(kept) < 40
    assert kept[[0, -1]].tolist() == arc[[0, -1]].tolist()
    radii = [np.hypot(*((a + b) / 2)) for a, b in pairwise(kept)]
    assert min(radii) >= 98.99


def test_the_origin_of_the_outlines_is_named(every_chart):
    assert "天地图" in every_chart["city_map"].payload()["zh"]["source"]


def test_classes_begin_at_their_value_and_missing_is_one(cities):
    figure = city_map(cities, names=NAMES, unit=UNIT, classes=[-3, 7.25], **COMMON)
    assert figure.data["kind"].tolist() == ["2", "1", "2", "missing"]
    assert "not printed" in figure.svg("en")


def test_a_map_says_why_a_city_has_no_value(cities):
    figure = city_map(cities, names=NAMES, unit=UNIT, missing=Both("不可比", "not comparable"), **COMMON)
    assert "not comparable: 1" in figure.alt.en


def test_groups_colour_the_map(cities):
    figure = city_map(cities, names=NAMES, unit=Both("地区", "Region"), groups=REGIONS, **COMMON)
    assert "Northeast: 2" in figure.alt.en


def test_too_many_classes_are_refused(cities):
    with pytest.raises(FigureError, match="classes"):
        city_map(cities, names=NAMES, unit=UNIT, classes=[1, 2, 3, 4, 5], **COMMON)


def test_cities_are_drawn_within_the_border():
    x, y = project([123.0, 84.9], [41.1, 45.6]).T
    ring = np.array(max(border()["geometry"]["coordinates"], key=len))
    assert (ring.min(axis=0) < [x.min(), y.min()]).all()
    assert (ring.max(axis=0) > [x.max(), y.max()]).all()

"""Figures here are made up; the cities are the plan's thirteen in the East."""

import pandas as pd
import pytest

from planbook.chapters.selection import choose
from planbook.chapters.standings import cities, compared_years
from planbook.figures import finish
from planbook.ground.language import Both, in_language
from planbook.store.provenance import Passport

EAST = choose(2022, 2012, "East")
A, B, C = EAST.codes[:3]


def frame(*rows: tuple[str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit", "year", "value"]).assign(flag="")


def table(values: pd.DataFrame, **options: object) -> dict:
    made = cities(values, EAST, unit="吨 | t", source=Passport((), ()), **options)
    return in_language(finish.table("cities", made).payload(), "en")


def test_the_lowest_value_leads_where_less_is_better():
    shown = table(frame((A, 2012, 9), (B, 2012, 5), (A, 2022, 1), (B, 2022, 4)), higher_is_better=False)
    first = [cell["text"] for cell in shown["rows"][0]]
    assert (first[0], first[3:]) == ("1", ["9.0", "1.0", "1"])
    assert len(shown["rows"]) == len(EAST.cities)


def test_a_city_without_a_value_stands_last_with_the_reason():
    shown = table(frame((A, 2012, 9), (A, 2022, 1)), missing=Both("空白", "left blank"))
    assert shown["rows"][-1][4] == {"text": "—", "sort": None, "flag": "left blank"}


def test_a_flag_stands_beside_the_value_of_its_year():
    values = frame((A, 2012, 9), (A, 2022, 1)).assign(flag=["suspect", ""])
    before, after = table(values)["rows"][0][3:5]
    assert before["flag"]
    assert after["flag"] is None


def test_a_series_of_one_year_has_no_former_rank():
    labels = [c["label"] for c in table(frame((A, 2022, 1), (B, 2022, 2)))["columns"]]
    assert labels == ["Rank", "City", "Province", "2022 (t)"]


@pytest.mark.parametrize(("years", "expected"), [([2012, 2022], (2012, 2022)), ([2017, 2019], (2017, 2019))])
def test_the_base_year_is_used_where_it_is_printed(years: list[int], expected: tuple[int, int]):
    assert compared_years(frame(*((C, y, 1.0) for y in years)), EAST) == expected

"""Figures here are made up; the breaks are those of the catalog: industrial SO2 was re-based in 2016."""

import pandas as pd

from planbook.analysis.change import change
from planbook.analysis.spans import compare_in_spans, index_in_spans, longest_span, spans, unbroken
from planbook.ground import reads

SO2 = "so2_industrial_t"


def frame(values: dict[str, dict[int, float]], indicator: str = SO2) -> pd.DataFrame:
    rows = [(unit, indicator, year, v) for unit, series in values.items() for year, v in series.items()]
    return pd.DataFrame(rows, columns=["unit", "indicator", "year", "value"])


def test_a_break_ends_a_span_even_where_years_are_missing_around_it():
    assert spans(SO2, [2019, 2013, 2014]) == [[2013, 2014], [2019]]


def test_a_break_of_one_of_two_indicators_cuts_both():
    assert spans([SO2, "unit_employment_10k"], [2012, 2013, 2015, 2016]) == [[2012], [2013, 2015], [2016]]


def test_a_break_of_the_nation_alone_does_not_cut_the_cities():
    years = [2009, 2010]
    assert (spans("fdi_10k_usd", years), spans("fdi_10k_usd", years, "100000")) == ([years], [[2009], [2010]])


def test_an_index_starts_anew_after_a_break_and_compares_only_cities_with_both_years():
    index = index_in_spans(
        frame({"a": {2012: 10, 2013: 5, 2016: 4, 2017: 3}, "b": {2012: 10, 2017: 9}}), 2012
    )
    assert index.values.tolist() == [
        [2012, 100, 2, 2012],
        [2013, 50, 1, 2012],
        [2016, 100, 1, 2016],
        [2017, 75, 1, 2016],
    ]


def test_a_span_of_one_year_has_no_index():
    assert index_in_spans(frame({"a": {2014: 1, 2015: 2, 2016: 3}}), 2014)["year"].tolist() == [2014, 2015]


def test_nothing_in_nothing_out():
    empty = frame({})
    assert index_in_spans(empty, 2012).empty
    assert compare_in_spans(empty, 2012).empty


def test_spans_are_compared_apart_over_the_cities_with_both_years():
    table = compare_in_spans(
        frame({"a": {2012: 10, 2015: 4, 2016: 4, 2022: 5}, "b": {2012: 30, 2015: 16}, "c": {2012: 99}}),
        2012,
        0,
    )
    first, second = table.to_dict("records")
    assert first == {
        "first": 2012,
        "last": 2015,
        "before": 40,
        "after": 20,
        "change": -50,
        "median_before": 20,
        "median_after": 10,
        "risen": 0,
        "cities": 2,
        "fallen": 2,
    }
    assert (second["first"], second["last"], second["change"], second["risen"]) == (2016, 2022, 25, 1)


def test_a_span_that_ends_before_the_base_is_left_out():
    values = frame({"a": {2012: 2, 2015: 1, 2016: 4, 2017: 4, 2022: 1}})
    assert compare_in_spans(values, 2017)[["first", "last", "change"]].values.tolist() == [[2017, 2022, -75]]


def test_a_year_that_few_cities_print_does_not_end_a_span():
    values = frame({"a": {2012: 2, 2014: 1, 2015: 9}, "b": {2012: 2, 2014: 1}, "c": {2012: 2, 2014: 1}})
    assert compare_in_spans(values, 2012)["last"].tolist() == [2014]


def wages(*years: int) -> pd.DataFrame:
    return pd.DataFrame({"unit": "a", "indicator": "wage_yuan", "year": years, "value": 1.0})


def test_a_span_stays_on_one_side_of_a_break():
    assert longest_span(wages(*range(2012, 2022)), 2012) == (2012, 2019)
    assert longest_span(wages(2019, 2020, 2021), 2012) == (2020, 2021)


def test_of_two_equally_long_parts_the_later_is_taken():
    assert longest_span(wages(2018, 2019, 2020, 2021), 2012) == (2020, 2021)


def test_a_span_goes_back_where_the_baseline_leaves_no_change():
    assert longest_span(wages(2008, 2009, 2012), 2012) == (2008, 2012)
    assert longest_span(wages(2012), 2012) == (2012, 2012)


def test_a_span_leaves_out_years_that_few_cities_print():
    few = pd.concat([wages(2012, 2013, 2014).assign(unit=u) for u in ("b", "c")])
    assert longest_span(pd.concat([few, wages(2015)]), 2012) == (2012, 2014)


def test_a_unit_with_a_break_of_its_own_is_set_aside_only_where_the_years_cross_it():
    values = frame(
        {"340800": {2015: 1, 2016: 2, 2022: 3}, "130200": {2016: 1}}
    )  # Anqing lost a county in 2016
    assert set(unbroken(values, 2012, 2022)["unit"]) == {"130200"}
    assert set(unbroken(values, 2016, 2022)["unit"]) == {"130200", "340800"}


def test_a_break_of_every_unit_sets_none_aside():
    assert (
        len(unbroken(frame({"130200": {2012: 1, 2022: 1}}), 2012, 2022)) == 2
    )  # SO2 was re-based everywhere


def test_years_from_a_frame_can_be_written_down_as_what_was_asked(tmp_path, monkeypatch):
    record = tmp_path / "asked.jsonl"
    monkeypatch.setenv(reads.TARGET, str(record))
    frame = pd.DataFrame({"unit": "210300", "indicator": "wage_yuan", "year": [2008, 2012], "value": 1.0})
    span = spans("wage_yuan", frame["year"].unique())[0]
    kept = unbroken(frame, frame["year"].min(), frame["year"].max())
    change(kept, frame["year"].min(), frame["year"].max())
    assert [type(y) for y in span] == [int, int]
    assert "planbook.catalog.breaks" in record.read_text(encoding="utf-8")

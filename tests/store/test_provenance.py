"""Passports: sources grouped by edition, years, coverage, breaks, flags; on a small catalog made up here."""

import pandas as pd
import pytest

from planbook import catalog
from planbook.catalog import Break, Source
from planbook.errors import RegistryError
from planbook.ground.language import Both
from planbook.store.provenance import Passport, combine, passport


def source(id_: str, zh: str, en: str, edition: str = "") -> Source:
    nothing = Both("", "")
    return Source(id_, Both(zh, en), nothing, edition, nothing, "", "", "A", nothing)


@pytest.fixture(autouse=True)
def small_catalog(monkeypatch):
    editions = [
        source(
            f"ccsy-{y}",
            f"《中国城市统计年鉴》{y}年版",
            f"China City Statistical Yearbook, edition {y}",
            str(y),
        )
        for y in (2013, 2014, 2015, 2018)
    ]
    sources = {
        s.id: s for s in [*editions, source("nbs-national", "国家统计局", "National Bureau of Statistics")]
    }
    rebased = Break("so2_industrial_t", "", 2016, Both("重新核算", "re-based"))
    joined = Break("so2_industrial_t", "100000", 2014, Both("两个序列相接", "two series joined"))

    grown = Break("so2_industrial_t", "340200", 2011, Both("无为县划入", "Wuwei county joined"))

    def breaks(indicator, first, last, unit=""):
        return [
            b
            for b in (joined, rebased, grown)
            if b.indicator == indicator and b.unit in ("", unit) and first < b.year <= last
        ]

    monkeypatch.setattr(catalog, "sources", lambda: sources)
    monkeypatch.setattr(
        catalog,
        "flags",
        lambda: {"corrected": Both("已更正", "corrected"), "derived": Both("推算", "derived")},
    )
    monkeypatch.setattr(catalog, "breaks", breaks)


def frame(*rows: tuple) -> pd.DataFrame:
    columns = ["unit", "indicator", "year", "value", "source", "flag"]
    return pd.DataFrame(
        [(unit, "so2_industrial_t", year, value, src, flag) for unit, year, value, src, flag in rows],
        columns=columns,
    )


ROWS = frame(
    ("210300", 2012, 10.0, "ccsy-2013", ""),
    ("230600", 2012, 12.0, "ccsy-2013", "corrected"),
    ("210300", 2013, 11.0, "ccsy-2014", None),
    ("210300", 2014, float("nan"), "ccsy-2015", "derived"),
    ("210300", 2017, 5.0, "ccsy-2018", "corrected"),
)


def test_the_line_below_a_figure():
    found = passport(ROWS, of=["210300", "230600", "360900"])
    assert found.text("zh") == (
        "资料来源：《中国城市统计年鉴》2013–2014、2018年版；数据年份2012–2013、2017；"
        "各年覆盖3个城市中的1–2个；断点：2016年重新核算；标注：已更正。"
    )
    assert found.text("en") == (
        "Sources: China City Statistical Yearbook, editions 2013–2014, 2018. Data years 2012–2013, 2017. "
        "Covers 1–2 of 3 cities, depending on the year. Breaks in series: 2016, re-based. Marked values: corrected."
    )


def test_a_missing_value_counts_for_nothing():
    found = passport(ROWS, of=["210300"])
    assert 2014 not in found.years
    assert "推算" not in found.text("zh")


def test_one_year_crosses_no_break_and_has_one_coverage():
    found = passport(ROWS[ROWS["year"] == 2012], of=["210300", "230600", "360900"])
    assert (found.covered, found.covered_least, found.of, found.breaks) == (2, 2, 3, ())
    assert "Covers 2 of 3 cities. " in found.text("en")
    assert "edition 2013." in found.text("en")


def test_the_nation_is_a_source_and_no_city():
    nation = frame(("100000", 2012, 5.0, "nbs-national", ""), ("100000", 2014, 5.0, "nbs-national", ""))
    found = passport(pd.concat([ROWS, nation]), of=["210300", "230600"])
    assert Both("国家统计局", "National Bureau of Statistics") in found.sources
    assert found.covered == 2
    assert [b.en for b in found.breaks] == ["2014, two series joined", "2016, re-based"]


def test_notes_are_added_with_one_full_stop():
    found = passport(
        ROWS, of=["210300"], notes=[Both("以工业排放代替全部排放。", "Industrial emissions are a proxy.")]
    )
    assert found.text("zh").endswith("代替全部排放。")
    assert found.text("en").endswith("are a proxy.")


def test_an_empty_frame_covers_nothing():
    assert passport(ROWS[:0], of=["210300"]).text("en") == "Covers 0 of 1 cities."


def test_what_the_catalog_does_not_know_is_named_at_once():
    bad = frame(("210300", 2012, 1.0, "atlas", ""), ("230600", 2012, 1.0, "almanac", ""))
    with pytest.raises(RegistryError) as caught:
        passport(bad, of=["210300"])
    assert len(caught.value.problems) == 2
    with pytest.raises(RegistryError, match="guessed"):
        passport(frame(("210300", 2012, 1.0, "ccsy-2013", "guessed")), of=["210300"])


def test_a_frame_without_sources_has_no_passport():
    with pytest.raises(RegistryError) as caught:
        passport(ROWS.drop(columns=["source", "flag"]), of=["210300"])
    assert len(caught.value.problems) == 2


def test_two_frames_have_one_passport():
    cities = passport(ROWS, of=["210300", "230600"])
    nation = Passport((Both("国家统计局", "NBS"),), (2011, 2012), notes=(Both("注", "note"),))
    found = combine(cities, nation)
    assert found.years == (2011, 2012, 2013, 2017)
    assert (found.covered, found.of) == (2, 2)
    assert [s.en for s in found.sources][-1] == "NBS"
    assert combine(cities, cities) == cities


def test_editions_of_one_yearbook_behind_two_frames_are_told_once():
    one, other = (
        passport(frame(("210300", year, 1.0, f"ccsy-{year + 1}", "")), of=["210300"]) for year in (2012, 2013)
    )
    assert [s.en for s in combine(one, other).sources] == [
        "China City Statistical Yearbook, editions 2013–2014"
    ]
    document = Passport((Both("规划", "Plan"),), ())
    assert [s.zh for s in combine(document, combine(one, other), document).sources] == [
        "《中国城市统计年鉴》2013–2014年版",
        "规划",
    ]


def test_a_figure_of_the_nation_alone_says_nothing_about_cities():
    assert passport(frame(("100000", 2012, 9.0, "nbs-national", "")), of=[]).text("en") == (
        "Sources: National Bureau of Statistics. Data year 2012."
    )


def test_a_figure_about_one_city_crosses_the_breaks_of_that_city():
    rows = [("340200", "so2_industrial_t", y, 1.0, "ccsy-2013", "") for y in (2010, 2012)]
    rows += [("100000", "so2_industrial_t", y, 1.0, "nbs-national", "") for y in (2010, 2015)]
    columns = ["unit", "indicator", "year", "value", "source", "flag"]
    alone = pd.DataFrame(rows, columns=columns)
    assert [b.en for b in passport(alone, ["340200"]).breaks] == [
        "2011, Wuwei county joined",
        "2014, two series joined",
    ]
    beside = pd.DataFrame([*rows, ("130200", *rows[0][1:])], columns=columns)
    assert [b.en for b in passport(beside, ["340200", "130200"]).breaks] == ["2014, two series joined"]

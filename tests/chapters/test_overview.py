"""Findings of the overview, on the committed tables and on small made-up ones; what they say is computed again here."""

import pandas as pd
import pytest

from planbook import plan
from planbook.chapters import overview
from planbook.chapters.overview.aims import MEDIAN, SUM, seen
from planbook.chapters.overview.before import before
from planbook.chapters.overview.growth import INDEX, PRODUCT, Indices, growth, indices, told
from planbook.chapters.overview.scorecard import VERDICTS, card
from planbook.chapters.overview.services import services
from planbook.chapters.overview.spread import fallen, spread
from planbook.chapters.selection import choose
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Percent
from planbook.ground.recording import from_record, to_record


@pytest.fixture(scope="module")
def goals():
    return card(choose(2022))


def test_every_goal_has_a_verdict_and_a_figure_or_a_reason(goals):
    assert list(goals.goals) == [g.id for g in plan.goals()]
    for goal in goals.goals.values():
        assert goal.verdict in VERDICTS
        assert isinstance(goal.why, Both)
        assert isinstance(goal.figure, Absent) == (goal.verdict == "no_data")
    assert goals.met + goals.not_met + goals.on_proxy + goals.no_data == goals.total


def test_a_goal_can_be_read_back_from_the_record(goals):
    found = from_record(to_record(goals))
    assert found.goals["so2"].verdict == "on_proxy"
    assert str(found.goals["so2"].figure) == "−20.8"
    assert found.goals["so2"].said.en == "on proxy (leaning towards met)"
    assert not found.goals["cod"].figure


def test_no_goal_is_judged_before_its_year():
    early = card(choose(2015))
    assert {g.verdict for g in early.goals.values()} == {"open", "no_data"}
    assert early.waiting == 2015
    assert not early.met
    assert "2017" in early.shown.reason.en


def test_the_card_covers_all_cities_in_every_region(goals):
    west = card(choose(2022, region="西部"))
    assert to_record(west.goals) == to_record(goals.goals)


def test_services_reach_the_goal_over_all_cities_whatever_the_region():
    assert services(choose(2019, region="东北")).reached == 2019
    assert services(choose(2017)).unreached == 2017
    assert not services(choose(2015)).unreached


def _read(index: dict[str, list[float]], nominal: dict[str, float], theirs: list[str]) -> Indices:
    """Return made-up indices of 2013 and 2014 and product of 2012."""
    rows = [
        {"unit": u, "indicator": INDEX, "year": 2013 + n, "value": v, "source": "cyb2013", "flag": ""}
        for u, values in index.items()
        for n, v in enumerate(values)
    ]
    levels = [
        {
            "unit": u,
            "indicator": PRODUCT,
            "year": 2012,
            "value": v,
            "source": "cyb2013",
            "flag": "",
        }
        for u, v in nominal.items()
    ]
    ours = [u for u in index if u not in theirs]
    return Indices(pd.DataFrame(rows), pd.DataFrame(levels), ours, theirs, 2014)


def test_cities_are_added_up_at_the_prices_of_the_base_year():
    read = _read({"a": [110.0, 110.0], "b": [100.0, 100.0]}, {"a": 1.0, "b": 3.0}, [])
    assert read.line(["a", "b"], 2012, 2014)["value"].round(2).tolist() == [100.0, 102.5, 105.25]


def test_a_city_that_lacks_a_year_of_the_index_is_not_in_the_line():
    read = _read({"a": [110.0, 110.0], "b": [100.0]}, {"a": 1.0, "b": 3.0}, [])
    assert read.line(["a", "b"], 2012, 2014)["cities"].unique().tolist() == [1]


def test_growth_is_printed_with_a_gap_of_the_printed_numbers():
    found = growth(choose(2022), indices(choose(2022)))
    assert found.since.gap == round(found.since.ours) - round(found.since.theirs) < 0
    assert found.without.region.en == "Northeast"
    assert found.earlier.last == found.since.first == 2012


def test_growth_lacks_what_is_not_printed_in_the_first_year():
    sel = choose(2003)
    read = indices(sel)
    assert "2003" in growth(sel, read).reason.en
    assert growth(sel, read).reason == spread(sel, read).reason


def test_a_city_in_doubt_is_counted_and_not_ranked():
    sel = choose(2022)
    found = spread(sel, indices(sel))
    ranked = found.ranked.frame
    assert found.sound + found.doubted == found.known == ranked["now"].notna().sum()
    assert ranked["rank"].notna().sum() == found.sound
    assert found.fastest.name == ranked["city"].iloc[0]


def test_kinds_are_not_compared_by_the_years_that_made_them():
    sel = choose(2012)
    found = spread(sel, indices(sel))
    assert not found.fast
    assert not found.fallen


def test_no_province_is_named_where_none_stands_out():
    sel, codes = choose(2022), [c.code for c in plan.cities()[:3]]
    kind = pd.Series(["fast", "fast", "declining"], index=codes)
    found = fallen(pd.Series([1.0, 2.0, 3.0], index=codes), kind, sel, 10)  # made up
    assert (found.cities, found.fast, bool(found.province)) == (2, 2, False)
    assert isinstance(fallen(pd.Series([4.0, 5.0, 3.0], index=codes), kind, sel, 10), Absent)


def test_the_kinds_wait_for_the_last_year_of_the_rule():
    assert "2012" in before(choose(2011)).reason.en
    found = before(choose(2012, region="东北"))
    assert found.cities == 23
    assert found.dots["named"].sum() <= 4
    assert found.tried.frame["declining"].iloc[0] == 31


def test_an_aim_is_seen_by_the_median_or_the_sum():
    rows = pd.DataFrame(
        {
            "unit": ["a", "b", "a", "b"],
            "indicator": "doctors",
            "year": [2012, 2012, 2022, 2022],
            "value": [1, 3, 9, 3],
        }
    )
    total = seen(rows, SUM, choose(2022))
    assert (total.before, total.after, total.alike, total.up) == (4, 12, 1, True)
    assert seen(rows, MEDIAN, choose(2022)).before == 2
    assert not seen(rows.iloc[:2], SUM, choose(2022))


def test_what_lies_after_the_chosen_year_is_not_said():
    early = overview.setting(choose(2008))
    assert early.censuses == (2004, 2008)
    assert not early.running
    assert not early.prices_from
    assert overview.setting(choose(2016)).prices_to == 2016
    assert isinstance(overview.setting(choose(2003)).censuses, Absent)


def test_growth_of_a_short_time_keeps_a_digit():
    assert told(9.64, 1).form.decimals == 1
    assert isinstance(told(84.0, 10), Percent)

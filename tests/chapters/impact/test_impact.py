"""The chapter on effects: parameters, the choice of 1985, groups, doubts; figures by hand where they can be had so."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from planbook import plan
from planbook.chapters import impact
from planbook.chapters.impact import (
    conclusion,
    doubts,
    effects,
    group,
    panel,
    question,
    rule,
    specifications,
    zones,
)
from planbook.chapters.impact.question import FIRST, OUTCOMES, SAMPLES, WEIGHTINGS, ask
from planbook.errors import ParameterError
from planbook.ground.absent import Absent


def test_every_wrong_parameter_is_named_at_once():
    with pytest.raises(ParameterError) as said:
        ask("gdp", "2015-", "some", "equal", "best")
    for word in ("outcome 'gdp'", "years '2015-'", "sample 'some'", "weighting 'equal'", "estimator 'best'"):
        assert word in said.value.message


@pytest.mark.parametrize(
    ("given", "key"), [("第二产业比重", "secondary"), ("Secondary industry, share of product", "secondary")]
)
def test_names_in_either_language_are_taken(given, key):
    assert ask(given).outcome.id == key


def test_the_area_is_the_share_of_pairs_counted_one_by_one():
    table = rule.universe("eligible")
    picked = rule.chosen(table.index)
    heavy = table["heavy"]
    pairs = [(a > b) + 0.5 * (a == b) for a in heavy[picked] for b in heavy[~picked]]
    rows = rule.rule().rules.set_index(["universe", "scope", "rule"])
    assert rows.loc[("eligible", "districts", "heavy"), "area"] == pytest.approx(np.mean(pairs))


def test_all_of_the_plans_cities_are_scored_and_who_is_against_the_rule_adds_up():
    found, missed = rule.rule(), rule.misses().frame
    assert found.listed == len(plan.cities())
    outside, inside = (~missed["listed"]).sum(), missed["listed"].sum()
    assert outside == inside == found.places - found.mean_hits
    assert not {"310000", "610100"} & set(missed["unit"])  # the districts' cities are no candidates


def test_a_fitted_rule_does_at_least_as_well_as_each_indicator_alone():
    rows = rule.rule().rules
    for _, one in rows.groupby(["universe", "scope"]):
        area = one.set_index("rule")["area"]
        assert area["logistic"] >= area[list(rule.SIX)].max() - 0.01


def test_samples_leave_out_what_they_say():
    assert set(panel.members("without_northeast")["region"]) == {"east", "central", "west"}
    assert not panel.members("without_resource")["resource"].any()
    assert not panel.members("without_corrected").index.str.startswith(("21", "15")).any()
    assert not panel.members("all")["capital"].any()
    assert panel.members("all")["plan"].sum() == len(plan.cities())


def test_logarithms_and_shares_are_what_they_are_called():
    rows = panel.outcome_rows(OUTCOMES["gdp_head"]).set_index(["unit", "year"])["value"]
    from planbook.store import observations

    printed = observations.value("130200", "gdp_per_capita_yuan", 2012)
    assert rows["130200", 2012] == pytest.approx(100 * np.log(printed))
    fiscal = panel.outcome_rows(OUTCOMES["fiscal"]).set_index(["unit", "year"])["value"]
    revenue, spent = (
        observations.value("130200", f"fiscal_{w}_100m_yuan", 2012) for w in ("revenue", "expenditure")
    )
    assert fiscal["130200", 2012] == pytest.approx(100 * revenue / spent)
    real = panel.outcome_rows(OUTCOMES["real"]).set_index(["unit", "year"])["value"]
    step = observations.value("130200", "gdp_index_previous_100", 2012)
    assert real["130200", 2012] - real["130200", 2011] == pytest.approx(100 * np.log(step / 100))
    assert real["130200", 2003] == 0


@pytest.mark.parametrize("sample", SAMPLES)
def test_weights_balance_what_they_are_made_of(sample):
    for weighting in ("overlap", "entropy"):
        found = group.group(ask(sample=sample, weighting=weighting))
        table = found.balance
        assert table.loc[table["weighed"], "after"].abs().max() < 0.02, weighting


def test_the_unweighted_effect_is_the_difference_of_mean_changes():
    """By hand, on cities that have every year: four means."""
    asked = ask("secondary", weighting="none")
    rows = panel.frame(asked)
    table = panel.complete(rows, share=0.0)
    kept = rows[rows["unit"].isin(table.index)]
    from planbook.analysis.differences import two_way

    treated = kept.drop_duplicates("unit").set_index("unit")["treated"].reindex(table.index)
    after = [y for y in table.columns if y >= FIRST]
    before = [y for y in table.columns if y < FIRST]
    change = table[after].mean(axis=1) - table[before].mean(axis=1)
    assert two_way(kept, FIRST).value == pytest.approx(change[treated].mean() - change[~treated].mean())


def test_a_fall_planted_in_the_plans_cities_is_found_by_every_estimator(monkeypatch):
    """Made up on top of the real figures: 20 log points off product per head of the plan's cities from 2013 on."""
    original = panel.outcome_rows
    inside = {c.code for c in plan.cities()}
    asked = {e: ask(weighting="none", estimator=e) for e in question.ESTIMATORS}
    without = {e: effects.estimated(q).value for e, q in asked.items()}

    def planted(outcome):
        rows = original(outcome).copy()
        rows.loc[rows["unit"].isin(inside) & (rows["year"] >= FIRST), "value"] -= 20
        return rows

    monkeypatch.setattr(panel, "outcome_rows", planted)
    found = {e: effects.estimated(q).value for e, q in asked.items()}
    for e in question.ESTIMATORS:
        assert found[e] - without[e] == pytest.approx(-20, abs=1e-6), e


def test_all_outcomes_stand_in_the_table_and_correction_only_takes_away():
    found = effects.effects(ask("secondary", weighting="none"))
    assert set(found.table["outcome"]) == set(OUTCOMES)
    assert found.left <= found.discovered <= found.clear <= found.outcomes
    assert (found.corrected["holm"] >= found.corrected["p"]).all()


def test_the_path_is_zero_in_the_year_compared_with():
    found = effects.course(ask(weighting="none"))
    row = found.path.set_index("year").loc[2012]
    assert row["value"] == row["low"] == row["high"] == 0


def test_censuses_have_one_estimate_and_no_doubts():
    asked = ask("population", weighting="none")
    assert effects.estimated(asked).rows == 2 * effects.estimated(asked).units - _alone(asked)
    assert isinstance(doubts.doubts(asked), Absent)
    assert effects.course(asked).path.empty


def _alone(asked):
    """Count the cities with one of the two censuses only."""
    return int((panel.frame(asked).groupby("unit").size() == 1).sum())


def test_doubts_move_the_estimate_as_they_should():
    found = doubts.doubts(ask("secondary", weighting="none"))
    table = found.variants.set_index("variant")
    assert set(table.index) == set(doubts.VARIANTS)
    assert table.loc["without_northeast", "ours"] == 72
    assert table.loc["placebo_list", "ours"] == doubts.NEAR
    assert found.least <= table.loc["base", "value"] <= found.most
    widths = (found.relative["highest"] - found.relative["lowest"]).tolist()
    assert widths == sorted(widths)


def test_placebo_years_use_no_figure_from_the_plan_on(monkeypatch):
    asked = ask("secondary", weighting="none")
    rows = effects.rows(asked)
    spoilt = rows.assign(value=rows["value"].where(rows["year"] < FIRST, 1e6))
    monkeypatch.setattr(doubts, "rows", lambda *a: spoilt)
    table = doubts.variants(asked).set_index("variant")
    assert abs(table.loc["placebo_year", "value"]) < 10


def test_every_specification_is_there_once():
    table = specifications.curve(ask("secondary")).table
    keys = table[["outcome", "sample", "weighting", "comparison"]]
    assert not keys.duplicated().any()
    own = table[table["outcome"] == "secondary"]
    assert len(own) == len(SAMPLES) * (3 * len(WEIGHTINGS) + 1)
    assert own["chosen"].sum() == 1


def test_zones_start_when_they_were_announced():
    entry = zones.starts()
    assert entry.notna().sum() == sum(bool(m.unit) for z in plan.zones() for m in z.members)
    found = zones.zones(ask())
    assert found.first + found.second + found.others == len(plan.cities())
    assert isinstance(zones.zones(ask(years="2003-2016")), Absent)


def test_the_conclusion_is_on_product_per_head_whatever_was_asked():
    found = conclusion.conclusion()
    assert found.plain.low <= found.plain.value <= found.plain.high
    assert found.fell == (found.plain.high < 0)
    assert conclusion.headline()["plain_value"] == pytest.approx(float(found.plain.value), abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"outcome": "population", "weighting": "entropy"},
        {"outcome": "so2", "years": "2004-2015", "sample": "without_northeast", "weighting": "none"},
    ],
)
def test_the_whole_chapter_runs_and_can_be_recorded(given):
    found = impact.findings(ask(**given))
    assert found.payload()
    names = {f.name for f in dataclasses.fields(found)}
    assert {"conclusion", "rule", "group", "course", "effects", "doubts", "curve", "zones"} <= names


@pytest.mark.slow
def test_the_same_figures_on_every_run():
    from planbook.ground.reads import forget

    asked = ask("real", weighting="none")
    first = doubts.doubts(asked)
    forget()
    again = doubts.doubts(asked)
    pd.testing.assert_frame_equal(first.variants, again.variants, check_exact=True)
    pd.testing.assert_frame_equal(first.chances, again.chances, check_exact=True)


def test_the_long_view_is_the_sum_over_the_nation():
    from planbook.chapters.impact import longview
    from planbook.store import observations

    found = longview.longview(2022)
    rows = observations.history("population_registered_10k", [1990])
    nation = rows.loc[rows["unit"] == "100000", "value"].item()
    ours = rows.loc[rows["unit"] != "100000", "value"].sum()
    line = found.lines.query("series == 'people' and year == 1990")
    assert line["value"].item() == pytest.approx(100 * ours / nation)
    assert found.first == 1984
    assert (found.lines["cities"] >= longview.FEWEST).all()
    assert set(found.left_out["year"]) >= {1991}  # a dozen slips in the table of that year
    # industrial output: no year stands twice
    assert not found.lines.duplicated(["series", "year"]).any()


def test_the_printed_totals_of_1985_are_those_of_the_cross_section():
    """The same figures by two ways: the cross-section, and the single tables of the whole edition."""
    from planbook.store import observations

    for indicator in ("population_registered_10k", "industrial_output_1980_prices_100m_yuan"):
        one = observations.select(indicator, years=[1985]).set_index("unit")["value"]
        other = observations.history(indicator, [1985]).set_index("unit")["value"].drop("100000")
        shared = one.index.intersection(other.index)
        assert len(shared) >= 90
        assert (one[shared] - other[shared]).abs().max() < 0.01

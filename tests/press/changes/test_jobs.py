"""Which runs are due and why, told without running anything; results and records are made up."""

import dataclasses
import json
import shutil

import pytest
from small_book import chapter, code, write_observations

from planbook.errors import ParameterError
from planbook.ground import reads
from planbook.press.changes import former, records
from planbook.press.changes.jobs import fingerprint, plan_runs, weigh
from planbook.press.pages.contents import Page

FIRST = Page("first", "first")
ROW = "planbook.store.observations.found"


def job(project, page=FIRST, **parameters):
    return plan_runs(project, [page], parameters)[0]


def finish(project, job, *asked, executed="{}"):
    """Write what a run would leave that put these questions to the data of the project."""
    job.output.parent.mkdir(parents=True, exist_ok=True)
    job.output.write_text(executed, encoding="utf-8")
    with records.rooted(project):
        answers = [(name, args, reads.ask(name, args)) for name, args in asked]
    digest, today = records.hashed(job.output.read_bytes()), records.tree(project / "data")
    former.keep_tables(project, today)
    record = records.Record(job.made_of, today, answers, digest, 1.0)
    records.save(job.output, record)


def reason(project, **parameters):
    (weighed,) = weigh([job(project, **parameters)], project)
    return weighed.reason


def gdp(*units, years=None):
    return ROW, ["observations", ["gdp_100m_yuan"], list(units) or None, years]


def test_a_run_without_result_is_due(project):
    assert reason(project) == "not made yet"


def test_a_finished_run_is_not_due(project):
    finish(project, job(project, year=2019))
    assert reason(project, year=2019) is None


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("notebooks/first.ipynb", None),  # its code cells are the same
        ("requirements.txt", "requirements.txt changed"),
        ("data/catalog/sources.csv", None),  # it was not read
        ("data/new.csv", None),
        ("notebooks/second.ipynb", None),
        ("book/zh/index.md", None),
    ],
)
def test_a_run_is_due_when_something_it_was_made_of_changes(project, file, expected):
    finish(project, job(project))
    path = project / file
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + "\n", encoding="utf-8")
    assert reason(project) == expected


def test_other_parameters_make_a_run_due(project):
    finish(project, job(project))
    assert reason(project, year=2018) == "parameter year changed from the notebook's own to 2018"


def test_code_counts_when_the_notebook_imports_it(project, monkeypatch):
    cells = chapter("一", "One", code("from planbook.text.claims import count"))
    (project / "notebooks/first.ipynb").write_text(json.dumps(cells), encoding="utf-8")
    finish(project, job(project))
    made_of = job(project).made_of
    assert {"planbook.text.claims", "planbook.ground.numerals"} <= set(made_of)
    assert not any(part.startswith(("planbook.press", "planbook.figures")) for part in made_of)
    monkeypatch.setitem(made_of, "planbook.text.claims", "another")
    record = records.load(job(project).output)
    records.save(job(project).output, dataclasses.replace(record, made_of=made_of))
    assert reason(project) == "code changed: planbook/text/claims.py"


def test_one_corrected_cell_makes_due_what_read_it_and_nothing_else(project):
    pages = [
        Page(name, "first", (("region", region),))
        for name, region in (("a", "东北"), ("b", "西部"), ("c", "东部"))
    ]
    jobs = plan_runs(project, pages, {})
    finish(project, jobs[0], gdp("210300"))
    finish(project, jobs[1], gdp("210400"), ("planbook.store.observations.last_year", []))
    finish(project, jobs[2], gdp(years=[2017, 2019]))
    write_observations(project, anshan_2018=99.0)
    assert [due.reason for due in weigh(jobs, project)] == [
        "a value it reads changed: gdp_100m_yuan of 鞍山市 2018 (18.0 → 99.0)",
        None,
        None,
    ]


def test_a_reason_names_three_values_and_counts_the_others(project):
    finish(project, job(project), gdp())
    write_observations(project, anshan_2017=1.0, anshan_2018=2.0, anshan_2019=3.0, fushun_2018=4.0)
    (project / "data/observations/2020.csv").write_text(
        "unit,indicator,value,source,flag\n210300,gdp_100m_yuan,7,made-up,\n", encoding="utf-8"
    )
    told = reason(project)
    assert told.startswith("5 of the values it reads changed: gdp_100m_yuan of 鞍山市 2017 (17.0 → 1.0), ")
    assert told.endswith(" and 2 more")


def test_without_the_former_tables_a_reason_names_the_question(project):
    finish(project, job(project), gdp("210300"))
    shutil.rmtree(project / "_build/former")
    write_observations(project, anshan_2018=99.0)
    assert reason(project) == "data changed: store.observations.found observations gdp_100m_yuan 210300"


def test_a_reason_names_the_table_behind_another_answer(project):
    finish(project, job(project), ("planbook.catalog.indicators", []))
    table = project / "data/catalog/indicators.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[:-1]), encoding="utf-8")
    assert reason(project) == "changed: data/catalog/indicators.csv"


def test_a_reason_names_the_edited_cell_the_parameter_and_the_moved_pin(project):
    pins, source = project / "requirements.txt", project / "notebooks/first.ipynb"
    pins.write_text("altair==5.4.0\npandas==2.2.0\n", encoding="utf-8")
    former.keep(project, pins.read_bytes())
    finish(project, job(project, year=2018), executed=source.read_text(encoding="utf-8"))
    pins.write_text("altair==5.5.0\npandas==2.2.0\n", encoding="utf-8")
    notebook = json.loads(source.read_text(encoding="utf-8"))
    notebook["cells"][1]["source"] += " "  # a word, which needs no run
    notebook["cells"][2]["source"] += " "
    source.write_text(json.dumps(notebook), encoding="utf-8")
    assert reason(project, year=2019) == (
        "notebook edited: cell 3; parameter year changed from 2018 to 2019; "
        "requirements changed: altair 5.4.0 → 5.5.0"
    )


def test_runs_that_hold_are_not_compared_twice(project, monkeypatch):
    finish(project, job(project), gdp("210400"))
    write_observations(project, anshan_2018=99.0)
    assert reason(project) is None
    monkeypatch.setattr(records.Answers, "changes", lambda *args: pytest.fail("compared again"))
    assert reason(project) is None


def test_a_question_of_another_version_makes_a_run_due(project):
    finish(project, job(project))
    record = records.load(job(project).output)
    asked = [("planbook.store.observations.gone", [], "x")]
    records.save(job(project).output, dataclasses.replace(record, asked=asked, data="elder"))
    assert reason(project) == "data changed: store.observations.gone"


@pytest.mark.parametrize("harm", ["no record", "torn record", "torn result", "another format"])
def test_a_torn_result_is_run_again(project, harm):
    finish(project, job(project))
    output, record = job(project).output, records.path(job(project).output)
    text = record.read_text(encoding="utf-8")
    if harm == "no record":
        record.unlink()
    elif harm == "torn record":
        record.write_text(text[:-20], encoding="utf-8")
    elif harm == "torn result":
        output.write_text("{", encoding="utf-8")
    else:
        record.write_text(text.replace('"format": 1', '"format": 0'), encoding="utf-8")
    assert reason(project) == "its result is torn or foreign"


def test_parameters_that_no_notebook_knows_are_refused(project):
    with pytest.raises(ParameterError) as caught:
        plan_runs(project, [FIRST, Page("second", "second")], {"yaer": 2019})
    assert caught.value.problems == ("no parameter 'yaer'; did you mean year? There are region, year",)


def test_a_parameter_goes_to_the_notebooks_that_know_it(project):
    (project / "notebooks/second.ipynb").write_text(json.dumps(chapter("二", "Two")), encoding="utf-8")
    text = (project / "notebooks/second.ipynb").read_text(encoding="utf-8")
    (project / "notebooks/second.ipynb").write_text(text.replace("region", "unit"), encoding="utf-8")
    first, second = plan_runs(project, [FIRST, Page("second", "second")], {"region": "东北"})
    assert (first.parameters, second.parameters) == ((("region", "东北"),), ())


def test_all_impossible_values_of_all_notebooks_are_refused_at_once(project):
    pages = [FIRST, Page("west", "second", (("region", 7),))]
    with pytest.raises(ParameterError) as caught:
        weigh(plan_runs(project, pages, {"year": 1066}), project)
    years = "year 1066: not a data year, choose one from 2003 to 2019"
    assert caught.value.problems == (
        f"{years} (notebooks/first.ipynb, notebooks/second.ipynb)",
        "region 7 is int: input should be a valid string (notebooks/second.ipynb)",
    )


def test_a_fingerprint_does_not_depend_on_where_the_files_lie(tmp_path):
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.csv").write_text("1\n", encoding="utf-8")
    here, there = (fingerprint([tmp_path / p / "a.csv"], {tmp_path / p: "data"}) for p in ("here", "there"))
    assert here == there


def test_a_page_sets_parameters_of_its_own_and_has_a_path_of_its_own(project):
    made = job(project, Page("regions/west", "first", (("region", "西部"),)), year=2019)
    assert made.parameters == (("region", "西部"), ("year", 2019))
    assert made.output == project / "_build/runs/regions/west.ipynb"

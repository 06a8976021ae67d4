import json

import pytest

from planbook.errors import ParameterError
from planbook.press.contents import Page
from planbook.press.jobs import fingerprint, plan_runs


def key(project, **parameters):
    (job,) = plan_runs(project, [Page("first", "first")], parameters)
    return job.key


def test_the_same_run_has_the_same_key(project):
    assert key(project, year=2019) == key(project, year=2019)


def test_parameters_change_the_key(project):
    assert len({key(project), key(project, year=2019), key(project, year=2020)}) == 3


@pytest.mark.parametrize(
    "file", ["notebooks/first.ipynb", "data/catalog/sources.csv", "data/new.csv", "requirements.txt"]
)
def test_what_a_notebook_stands_on_changes_the_key(project, file):
    before = key(project)
    path = project / file
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + "\n", encoding="utf-8")
    assert key(project) != before


def test_pages_written_by_hand_do_not_change_the_key(project):
    before = key(project)
    (project / "book/zh/index.md").write_text("# 新前言\n", encoding="utf-8")
    assert key(project) == before


def test_a_run_is_done_when_the_executed_notebook_carries_its_key(project):
    (job,) = plan_runs(project, [Page("first", "first")], {})
    assert not job.is_done()
    job.output.parent.mkdir(parents=True)
    for carried, done in ((job.key, True), ("another", False)):
        job.output.write_text(json.dumps({"metadata": {"planbook": {"key": carried}}}), encoding="utf-8")
        assert job.is_done() is done


def test_a_torn_notebook_is_run_again(project):
    (job,) = plan_runs(project, [Page("first", "first")], {})
    job.output.parent.mkdir(parents=True)
    job.output.write_text('{"metadata"', encoding="utf-8")
    assert not job.is_done()


def test_unknown_parameters_are_refused_for_every_notebook_at_once(project):
    with pytest.raises(ParameterError) as caught:
        plan_runs(project, [Page("first", "first"), Page("second", "second")], {"yaer": 2019})
    assert caught.value.problems == (
        "notebooks/first.ipynb: no parameter 'yaer', only year, region",
        "notebooks/second.ipynb: no parameter 'yaer', only year, region",
    )


def test_a_fingerprint_does_not_depend_on_where_the_files_lie(tmp_path):
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.csv").write_text("1\n", encoding="utf-8")
    here, there = (fingerprint([tmp_path / p / "a.csv"], {tmp_path / p: "data"}) for p in ("here", "there"))
    assert here == there


def test_a_page_sets_parameters_of_its_own_and_has_a_path_of_its_own(project):
    page = Page("regions/west", "first", (("region", "西部"),))
    (job,) = plan_runs(project, [page], {"year": 2019})
    assert job.parameters == (("region", "西部"), ("year", 2019))
    assert job.output == project / "_build/runs/regions/west.ipynb"

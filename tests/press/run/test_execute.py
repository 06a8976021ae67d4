"""Notebooks run for real: results, records and failures; figures are made up."""

import json

import pytest
from small_book import chapter, code, write_observations

from planbook.errors import BuildError
from planbook.press.changes import records
from planbook.press.changes.jobs import plan_runs
from planbook.press.pages.contents import Page
from planbook.press.run.execute import Way, command, execute
from planbook.press.run.progress import Lines

pytestmark = pytest.mark.slow


def rewrite(project, name, *cells):
    (project / f"notebooks/{name}.ipynb").write_text(
        json.dumps(chapter("一", "One", *cells)), encoding="utf-8"
    )


def result(job):
    return json.loads(job.output.read_text(encoding="utf-8"))


READING = code(
    "from planbook.store import observations\nobservations.select('gdp_100m_yuan', ['210300'])['value'].sum()"
)


@pytest.mark.parametrize("kernel", ["warm", "plain"])
def test_a_run_injects_parameters_records_what_it_read_and_is_not_repeated(project, kernel):
    rewrite(project, "first", code("import os\nprint(year, region, os.environ['PLANBOOK_PRESS'])"), READING)
    (job,) = plan_runs(project, [Page("first", "first")], {"year": 2019, "region": "东北"})
    ran: list[str] = []
    execute([job], project, Way(kernel=kernel), Lines(ran.append))
    assert result(job)["cells"][-2]["outputs"][0]["text"] == ["2019 东北 1\n"]
    assert result(job)["metadata"]["planbook"]["parameters"] == {"year": 2019, "region": "东北"}
    asked = {name.rpartition(".")[2]: args for name, args, _ in records.load(job.output).asked}
    assert asked["found"] == ["observations", ["gdp_100m_yuan"], ["210300"], None]
    assert set(asked) == {"found", "indicators"}
    execute([job], project, Way(kernel=kernel), Lines(ran.append))
    assert ran == ["first: done"]


@pytest.mark.parametrize("kernel", ["warm", "plain"])
def test_a_file_read_past_the_stores_counts_as_a_whole(project, kernel):
    file = project / "data" / "own.txt"
    file.write_text("1", encoding="utf-8")
    rewrite(project, "first", code(f"print(open({str(file)!r}).read())"))
    (job,) = plan_runs(project, [Page("first", "first")], {})
    for number in ("1", "2"):
        file.write_text(number, encoding="utf-8")
        execute([job], project, Way(kernel=kernel))
        assert result(job)["cells"][-1]["outputs"][0]["text"] == [f"{number}\n"]


def test_a_corrected_cell_runs_what_read_it(project):
    rewrite(project, "first", READING)
    rewrite(project, "second", code("1 + 1"))
    jobs = plan_runs(project, [Page("first", "first"), Page("second", "second")], {})
    ran: list[str] = []
    execute(jobs, project, progress=Lines(ran.append))
    write_observations(project, fushun_2018=99.0)
    execute(jobs, project, progress=Lines(ran.append))
    assert sorted(ran) == ["first: done", "second: done"]
    write_observations(project, anshan_2018=99.0)
    execute(jobs, project, progress=Lines(ran.append))
    assert ran[2:] == ["first: done"]
    assert result(jobs[0])["cells"][-1]["outputs"][0]["data"]["text/plain"] == ["np.float64(135.0)"]


@pytest.mark.parametrize("kernel", ["warm", "plain"])
def test_two_runs_give_the_same_bytes_and_leave_no_work_folder(project, kernel):
    rewrite(project, "first", READING, code("print({'c', 'a', 'b'})"))
    (job,) = plan_runs(project, [Page("first", "first")], {"year": 2019})
    results = []
    for _ in range(2):
        execute([job], project, Way(kernel=kernel))
        results.append(job.output.read_bytes())
        job.output.unlink()
    assert results[0] == results[1]
    assert [f.name for f in job.output.parent.iterdir()] == ["first.record.json"]
    assert list((project / "_build" / "work").iterdir()) == []


def test_failures_are_collected_and_the_others_run_all_the_same(project):
    rewrite(
        project,
        "second",
        code("from planbook.errors import BreakError\nraise BreakError('the series breaks in 2016')"),
    )
    jobs = plan_runs(project, [Page("first", "first"), Page("second", "second")], {"region": "东北"})
    with pytest.raises(BuildError) as caught:
        execute(jobs, project)
    assert str(caught.value) == (
        "1 of 2 notebooks failed:\n"
        "  - notebooks/second.ipynb, cell 4 (from planbook.errors import BreakError): "
        "BreakError: the series breaks in 2016; the failed run is kept in _build/runs/second.failed.ipynb\n"
        "    to see it again: papermill notebooks/second.ipynb second-by-hand.ipynb -p region '东北'"
    )
    assert records.load(jobs[0].output)
    assert not records.load(jobs[1].output)
    assert (project / "_build/runs/second.failed.ipynb").is_file()


def test_command_quotes_what_the_shell_would_split(project):
    (job,) = plan_runs(project, [Page("first", "first")], {"region": "the West"})
    assert command(job, project) == "papermill notebooks/first.ipynb first-by-hand.ipynb -p region 'the West'"

import json

import pytest
from small_book import chapter, code

from planbook.errors import BuildError
from planbook.press.contents import Page
from planbook.press.execute import command, execute
from planbook.press.jobs import plan_runs


def rewrite(project, name, *cells):
    (project / f"notebooks/{name}.ipynb").write_text(
        json.dumps(chapter("一", "One", *cells)), encoding="utf-8"
    )


def result(job):
    return json.loads(job.output.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_a_run_injects_parameters_signs_the_result_and_is_not_repeated(project):
    rewrite(project, "first", code("import os\nprint(year, region, os.environ['PLANBOOK_PRESS'])"))
    (job,) = plan_runs(project, [Page("first", "first")], {"year": 2019, "region": "东北"})
    ran: list[str] = []
    execute([job], project, say=ran.append)
    assert result(job)["cells"][-1]["outputs"][0]["text"] == ["2019 东北 1\n"]
    assert result(job)["metadata"]["planbook"] == {
        "key": job.key,
        "parameters": {"year": 2019, "region": "东北"},
    }
    execute([job], project, say=ran.append)
    assert ran == ["first: done"]


@pytest.mark.slow
def test_two_runs_give_the_same_bytes_and_leave_no_work_folder(project):
    (job,) = plan_runs(project, [Page("first", "first")], {"year": 2019})
    results = []
    for _ in range(2):
        execute([job], project)
        results.append(job.output.read_bytes())
        job.output.unlink()
    assert results[0] == results[1]
    assert list(job.output.parent.iterdir()) == []


@pytest.mark.slow
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
    assert jobs[0].is_done()
    assert not jobs[1].is_done()
    assert (project / "_build/runs/second.failed.ipynb").is_file()


def test_command_quotes_what_the_shell_would_split(project):
    (job,) = plan_runs(project, [Page("first", "first")], {"region": "the West"})
    assert command(job, project) == "papermill notebooks/first.ipynb first-by-hand.ipynb -p region 'the West'"

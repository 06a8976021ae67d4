"""What goes wrong while notebooks run leaves a store that the next press uses; notebooks and figures are made up."""

import errno
import json
import os
import resource
import signal
import subprocess
import sys
import threading

import pytest
from processes import gone
from small_book import chapter, code, notebook

from planbook.errors import BuildError
from planbook.press.changes import records
from planbook.press.changes.jobs import plan_runs
from planbook.press.kernels.kernels import PromptClient, StillbornKernelError
from planbook.press.pages.contents import Page
from planbook.press.run import task
from planbook.press.run.execute import Way, execute
from planbook.press.run.lock import alone
from planbook.press.run.pool import LOST
from planbook.press.run.progress import Lines

pytestmark = pytest.mark.slow

HERE = Way()
PAGES = [Page("first", "first"), Page("second", "second")]


def rewrite(project, name, *cells):
    text = json.dumps(chapter("一", "One", *cells))
    (project / f"notebooks/{name}.ipynb").write_text(text, encoding="utf-8")


def run(project, way=HERE, pages=PAGES):
    """Run the pages; return what was run and what the press complains about."""
    ran, complaint = [], ""
    try:
        execute(plan_runs(project, pages, {}), project, way, Lines(ran.append))
    except BuildError as error:
        complaint = str(error)
    return sorted(ran), complaint


PRESS = """
import sys
from pathlib import Path
from planbook.press.pages.contents import Page
from planbook.press.run.execute import Way, execute
from planbook.press.changes.jobs import plan_runs
from planbook.press.kernels.kernels import PromptClient, StillbornKernelError

if __name__ == "__main__":
    root = Path(sys.argv[1])
    execute(plan_runs(root, [Page("first", "first"), Page("second", "second")], {}), root, Way(at_once=1, kernel=sys.argv[2]))
"""


@pytest.mark.parametrize("kernel", ["warm", "plain"])
def test_a_killed_press_leaves_its_results_and_no_process(project, tmp_path, kernel):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    tell = f"with open({str(pipe)!r}, 'w') as pipe:\n    print(os.getpid(), os.getppid(), file=pipe)\n"
    hang = f"import os, threading\nif os.path.exists({str(pipe)!r}):\n    "
    rewrite(
        project, "second", code(hang + tell.replace("\n    ", "\n        ") + "    threading.Event().wait()")
    )
    (tmp_path / "press.py").write_text(PRESS, encoding="utf-8")
    press = subprocess.Popen([sys.executable, tmp_path / "press.py", project, kernel])
    own, parent = map(int, pipe.read_text(encoding="utf-8").split())  # the second notebook is at work
    press.kill()
    press.wait()
    assert gone(own)
    assert gone(parent)  # the worker, or the warm process that forked the kernel
    pipe.unlink()
    assert run(project) == (["second: done"], "")
    assert run(project) == ([], "")
    assert not list((project / "_build").glob("work/*"))


@pytest.mark.exhaustive  # waits for ever where the press does not come up
@pytest.mark.parametrize("kernel", ["warm", "plain"])
def test_an_interrupted_press_ends_at_once_and_leaves_no_process(project, tmp_path, kernel):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    tell = f"import os, threading\nwith open({str(pipe)!r}, 'w') as pipe:\n    print(os.getpid(), os.getppid(), file=pipe)"
    rewrite(project, "second", code(f"{tell}\nthreading.Event().wait()"))
    command = "from planbook.cli import app; app()"
    press = subprocess.Popen(
        [sys.executable, "-c", command, "run", "--jobs", "1", "--kernel", kernel],
        env={**os.environ, "PLANBOOK_ROOT": str(project)},
        stderr=subprocess.PIPE,
        text=True,
    )
    own, parent = map(int, pipe.read_text(encoding="utf-8").split())  # the second notebook is at work
    press.send_signal(signal.SIGINT)
    said = press.communicate()[1]
    assert press.returncode == 130
    assert said.splitlines()[-1].startswith("interrupted; what was finished is kept")
    assert "Traceback" not in said
    assert gone(own)
    assert gone(parent)
    assert (project / "_build/runs/first.record.json").is_file()


@pytest.mark.parametrize("kernel", ["warm", "plain"])
def test_a_dying_kernel_fails_its_run_alone(project, kernel):
    rewrite(project, "second", code("import os\n1 + 1"), code("os.kill(os.getpid(), 9)"))
    ran, complaint = run(project, way=Way(kernel=kernel))
    assert ran == ["first: done", "second: failed"]
    assert "notebooks/second.ipynb, cell 4 (os.kill(os.getpid(), 9)): the kernel died" in complaint
    assert "papermill notebooks/second.ipynb" in complaint
    kept = json.loads((project / "_build/runs/second.failed.ipynb").read_text(encoding="utf-8"))
    assert kept["cells"][4]["outputs"][0]["data"]["text/plain"] == ["2"]


def test_a_hanging_cell_is_ended(project):
    hang = "import threading\nwhile True:\n    try:\n        threading.Event().wait()\n"
    hang += "    except KeyboardInterrupt:\n        pass"
    # nothing else is in the notebook that could be slow: the limit can end this cell alone
    (project / "notebooks/second.ipynb").write_text(json.dumps(notebook(code(hang))), encoding="utf-8")
    ran, complaint = run(project, way=Way(timeout=1), pages=PAGES[1:])
    assert ran == ["second: failed"]
    assert "notebooks/second.ipynb, cell 1 (import threading): no answer within 1 s" in complaint


def test_a_worker_killed_once_costs_no_run(project, tmp_path):
    flag = tmp_path / "killed"
    kill = f"import os, pathlib\nflag = pathlib.Path({str(flag)!r})\n"
    kill += "if not flag.exists():\n    flag.touch()\n    os.kill(os.getppid(), 9)"
    rewrite(project, "second", code(kill))
    assert run(project, way=Way(kernel="plain")) == (["first: done", "second: done"], "")


def test_a_run_that_kills_its_worker_again_and_again_fails_alone(project):
    rewrite(project, "second", code("import os\nos.kill(os.getppid(), 9)"))
    ran, complaint = run(project, way=Way(kernel="plain"))
    assert ran == ["first: done", "second: failed"]
    assert LOST in complaint


def test_a_full_disk_is_told_and_leaves_the_former_result(project):
    assert run(project) == (["first: done", "second: done"], "")
    former = (project / "_build/runs/first.ipynb").read_bytes()
    rewrite(project, "first", code("print('x' * 100_000)"))
    # no file may grow beyond 50 kB, in the press and in all it starts
    code_of_press = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n{PRESS}"
    (project / "press.py").write_text(code_of_press, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, project / "press.py", project, "plain"], capture_output=True, text=True
    )
    assert "notebooks/first.ipynb" in told.stderr
    assert os.strerror(errno.EFBIG) in told.stderr
    assert (project / "_build/runs/first.ipynb").read_bytes() == former
    assert run(project) == (["first: done"], "")
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_a_result_that_cannot_be_written_is_a_failure_of_its_run_alone(project, monkeypatch):
    write = records.replace

    def full(file, content):
        if file.name.startswith("second"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(file, content)

    monkeypatch.setattr(records, "replace", full)
    ran, complaint = run(project)
    assert ran == ["first: done", "second: failed"]
    assert os.strerror(errno.ENOSPC) in complaint
    assert "make room on the disk and run again" in complaint
    monkeypatch.setattr(records, "replace", write)
    assert run(project) == (["second: done"], "")


def test_a_second_press_waits_and_says_for_whom(project):
    said, told = [], threading.Event()

    def say(line):
        said.append(line)
        told.set()

    def second():
        with alone(project, say):
            said.append("second at work")

    with alone(project):
        waiting = threading.Thread(target=second)
        waiting.start()
        told.wait()
        (line,) = said
        assert line.startswith(f"waiting for process {os.getpid()} ({os.path.basename(sys.argv[0])}")
        assert line.endswith(f"which works in {project}/_build")
    waiting.join()
    assert said[1:] == ["second at work"]


@pytest.mark.parametrize(("deaths", "failure"), [(2, None), (3, "the kernel died before it answered")])
def test_a_kernel_that_dies_before_its_first_answer_is_followed_by_another(
    project, monkeypatch, deaths: int, failure: str | None
):
    ready, left = PromptClient.wait_for_ready, [deaths]

    async def stillborn(self, timeout: float | None = None) -> None:
        await ready(self, timeout)
        if left[0]:
            left[0] -= 1
            raise StillbornKernelError("the kernel died before it answered")

    monkeypatch.setattr(PromptClient, "wait_for_ready", stillborn)
    outcome = task.run(task.Task("first", "notebooks/first.ipynb", (), project, "plain", 60))
    assert left == [0]
    assert outcome.failure is None if failure is None else failure in outcome.failure

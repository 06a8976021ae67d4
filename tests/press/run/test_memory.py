"""How many processes fit into what is free; machines and containers are made up."""

import pytest

from planbook.press.run import memory

GB = 1_000_000_000


def machine(root, available=8 * GB, limits=()):
    """Write what a system tells of itself: free memory, and (limit, held) of each control group from the outside in."""
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/meminfo").write_text(
        f"MemTotal: 1 kB\nMemAvailable:  {available // 1024} kB\n", encoding="ascii"
    )
    group = root / "sys/fs/cgroup"
    for number, (limit, held) in enumerate(limits):
        group = group / f"g{number}" if number else group
        group.mkdir(parents=True, exist_ok=True)
        (group / "memory.max").write_text(f"{limit}\n", encoding="ascii")
        (group / "memory.current").write_text(f"{held}\n", encoding="ascii")
    inner = group.relative_to(root / "sys/fs/cgroup").as_posix()
    (root / "proc/self/cgroup").write_text(f"0::/{inner}\n", encoding="ascii")
    return root


@pytest.mark.parametrize(
    ("limits", "free"),
    [
        ((), 8000),
        ((("max", 5 * GB),), 8000),
        (((2 * GB, GB // 2),), 1500),
        ((("max", GB), (3 * GB, GB)), 2000),
        (((GB, GB // 2), ("max", GB)), 500),
    ],
)
def test_the_least_of_machine_and_containers_is_free(tmp_path, limits, free):
    assert memory.free(machine(tmp_path, limits=limits)) == pytest.approx(free, abs=1)


def test_files_that_can_be_forgotten_do_not_count(tmp_path):
    root = machine(tmp_path, limits=((2 * GB, GB),))
    (root / "sys/fs/cgroup/memory.stat").write_text(f"anon 1\ninactive_file {GB // 2}\n", encoding="ascii")
    assert memory.free(root) == 1500


def test_where_nothing_is_told_nothing_is_held_back(tmp_path, monkeypatch):
    assert memory.free(tmp_path) is None
    monkeypatch.setattr(memory, "free", lambda: None)
    assert memory.at_once(4, memory.EDITION) == 4


@pytest.mark.parametrize(("free", "fit"), [(100, 1), (900, 1), (1250, 2), (2250, 4), (99_000, 8)])
def test_as_many_work_as_fit_and_one_always(monkeypatch, free, fit):
    monkeypatch.setattr(memory, "free", lambda: free)
    assert memory.at_once(8, 500) == fit

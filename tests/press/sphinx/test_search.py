"""How pages are cut into what the search knows; the ranking itself is tested in a browser, in ``tests/site``."""

from planbook.press.sphinx.search import names, read

PAGE = """
<html><body><nav>menu</nav><article>
<section id="s1"><h1>Green &amp; clean</h1><p>Sulphur <b>di</b>oxide (SO₂)<br>fell.</p>
<figure id="fig-so2"><p class="planbook-title">A chart</p><script>{"spec": "not text"}</script>
<svg><text>no</text></svg><table><tr><th><button>City</button></th><td>Jia<sup>a</sup></td></tr></table></figure>
<p>After the chart.</p>
<section id="s2"><h2>Water</h2><p>全角Ａ１，标点：不变。</p></section>
</section></article><footer>foot</footer></body></html>
"""


def test_sections_and_figures_are_parts_and_only_text_is_read():
    assert read(PAGE) == [
        ("s1", "Green & clean", "Sulphur dioxide (SO2) fell. After the chart."),
        ("fig-so2", "A chart", "Jia"),
        ("s2", "Water", "全角A1，标点：不变。"),
    ]


def test_places_are_known_by_their_names_in_both_languages(tmp_path):
    assert {"鞍山", "鞍山市", "Anshan"} <= set(names("units/210300", tmp_path))
    assert {"辽宁", "辽宁省", "Liaoning"} <= set(names("provinces/210000", tmp_path))
    (tmp_path / "green.md").write_text("# Green development\n\n# not this\n", encoding="utf-8")
    assert names("green", tmp_path) == ["Green development"]

"""Full-text search in Chinese for Sphinx: text and query are cut into the same overlapping pairs of characters.

Sphinx's own Chinese search cuts the text into dictionary words but leaves the query whole, so that a phrase is
rarely found. Pairs need no dictionary, and both sides agree. Latin words are treated as in English. Longer and
shorter names of one thing are made the same before cutting.
"""

import json
import re

from sphinx.search.en import SearchEnglish

_RUNS = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9_]+")

# What readers ask for in fewer words than the yearbook prints.
_SHORTER = {"地区生产总值": "生产总值"}


def pairs(text: str) -> list[str]:
    """Cut a text into search terms: Chinese into pairs of neighbours, anything else into words.

    Examples
    --------
    >>> pairs("二氧化硫 SO2排放")
    ['二氧', '氧化', '化硫', 'SO2', '排放']
    >>> pairs("人均地区生产总值") == pairs("人均生产总值")
    True
    """
    for name, shorter in _SHORTER.items():
        text = text.replace(name, shorter)
    terms: list[str] = []
    for run in _RUNS.findall(text):
        if run[0] >= "\u3400" and len(run) > 2:
            terms += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            terms.append(run)
    return terms


class PairSearch(SearchEnglish):
    """Chinese search by pairs, in the index (Python) and in the browser (JavaScript)."""

    lang = "zh"
    language_name = "Chinese"
    # Must cut exactly as `pairs` does.
    js_splitter_code = (
        f"const SHORTER = {json.dumps(_SHORTER)};"
        + r"""
function splitQuery(query) {
  for (const name in SHORTER) query = query.replaceAll(name, SHORTER[name]);
  const terms = [];
  for (const run of query.match(/[\u3400-\u9fff]+|[A-Za-z0-9_]+/g) || []) {
    if (run[0] >= "\u3400" && run.length > 2) {
      for (let i = 0; i + 1 < run.length; i++) terms.push(run.slice(i, i + 2));
    } else {
      terms.push(run);
    }
  }
  return terms;
}
"""
    )

    def split(self, input: str) -> list[str]:
        """Cut a text of the book into search terms."""
        return pairs(input)

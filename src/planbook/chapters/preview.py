"""The words of a chapter as its page will have them, shown in Jupyter while they are being written.

The press sets the same words from the same record (`planbook.press.pages.words`); here the notebook's saved Markdown is
filled with the findings at hand.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planbook import paths
from planbook.errors import ProseError
from planbook.ground.language import Lang
from planbook.ground.recording import from_record, to_record
from planbook.text.template import Writer

if TYPE_CHECKING:
    from planbook.chapters.finding import Findings


@dataclass(frozen=True)
class Preview:
    """Finished sentences, and what cannot be set."""

    markdown: str
    problems: tuple[str, ...]

    def _repr_markdown_(self) -> str:
        wrong = "\n".join(f"- **{problem}**" for problem in self.problems)
        return "\n\n".join(part for part in (wrong, self.markdown) if part)


def preview(found: "Findings", heading: str = "", lang: Lang = "zh") -> Preview:
    """Return a chapter's words filled with its findings.

    Parameters
    ----------
    found : Findings
        Of the chapter.
    heading : str
        A word of the section's heading in that language; all sections by default.
    lang : {"zh", "en"}
        The language.

    Raises
    ------
    ProseError
        If no section has such a heading.
    """
    name = type(found).__module__.removeprefix("planbook.chapters.").split(".")[0]
    file = paths.root() / "notebooks" / f"{name}.ipynb"
    page = Writer(lang, vars(from_record(to_record(found))))
    parts: list[str] = []
    for number, cell in enumerate(json.loads(file.read_text(encoding="utf-8"))["cells"], start=1):
        if cell["cell_type"] != "markdown" or lang not in cell["metadata"].get("tags", ()):
            continue
        source, before = "".join(cell["source"]), set(page.captions)
        text = page.fill(source, f"cell {number}")
        told = [
            f"**{page.captions[c].title}**\n\n{page.captions[c].subtitle}"
            for c in page.captions
            if c not in before
        ]
        if heading in source.partition("\n")[0]:
            parts.append("\n\n".join([text, *told]))
    if not parts:
        raise ProseError(f"no section of notebooks/{name}.ipynb is called {heading!r} in {lang}")
    return Preview("\n\n".join(parts), tuple(page.problems))

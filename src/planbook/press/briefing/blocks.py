"""What of an executed notebook belongs into its briefing, in one language: a title and sections of blocks.

Cells tagged ``brief`` go in, in the notebook's order. A notebook without the tag gives its title, its first passage,
its first table and its first three charts. How a block is set is the matter of the template.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planbook.errors import BuildError
from planbook.ground.language import Lang
from planbook.press.briefing import markdown
from planbook.press.pages import markup
from planbook.press.pages.words import Block, set_words

TAG = "brief"
_FALLBACK = {"text": 1, "table": 1, "chart": 3}
_PICTURES = ("chart", "drawing")


@dataclass(frozen=True)
class Section:
    """A heading, empty before the first one, its level, and what stands below it.

    A block is either ``{"kind": "prose", "markdown": …}`` or a payload reduced to one language.
    """

    heading: str
    level: int
    blocks: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class BriefingContents:
    """The title of a briefing and its sections."""

    title: str
    sections: list[Section]

    def blocks(self) -> Iterator[dict[str, Any]]:
        """Yield the blocks of all sections."""
        for section in self.sections:
            yield from section.blocks

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text of the briefing with the place where it stands; text inside charts excepted."""
        yield "the title", self.title
        for section in self.sections:
            yield f"heading {section.heading!r}", section.heading
            for block in section.blocks:
                what = block.get("title") or section.heading or self.title
                for text in _strings(
                    {k: v for k, v in block.items() if k not in ("spec", "data", "svg", "table")}
                ):
                    yield f"{block['kind']} {what!r}", text


def contents(notebook: Mapping[str, Any], lang: Lang) -> BriefingContents:
    r"""Return what a briefing shows.

    Parameters
    ----------
    notebook : mapping
        An executed notebook (nbformat 4).
    lang : {"zh", "en"}
        The language of the briefing.

    Raises
    ------
    BuildError
        If a cell that goes in emits what cannot be shown, or nothing goes in at all.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "metadata": {"tags": ["en", "brief"]}, "source": "# Green\n\nIt fell."}
    >>> contents({"cells": [cell]}, "en").title
    'Green'
    """
    words = set_words(notebook, lang)
    if words.problems:
        raise BuildError("a briefing cannot be set from what the notebook says and shows:", words.problems)
    tagged = [block for block in words.blocks if TAG in block.tags]
    blocks = [_block(block) for block in (tagged or _fallback(words.blocks))]
    if not blocks:
        raise BuildError(f"there is nothing to put into a briefing; tag cells {TAG!r}")
    faults = [
        f"{problem} (in {block['markdown'][:40]!r})"
        for block in blocks
        if block["kind"] == "prose"
        for problem in markup.problems(block["markdown"])
    ]
    if faults:
        raise BuildError("a briefing cannot be set from what the notebook says:", faults)
    title, sections = "", [Section("", 1)]
    for block in blocks:
        if block["kind"] != "prose":
            sections[-1].blocks.append(block)
            continue
        rest = block["markdown"]
        while rest:
            level = markdown.level(rest)
            if not level:
                sections[-1].blocks.append({"kind": "prose", "markdown": rest})
                break
            heading, rest = markdown.heading(rest)
            if not title:
                title = heading
            else:
                sections.append(Section(heading, level))
    if not title:
        raise BuildError(
            f"the briefing has no title in this language; tag the cell that begins with '# ' {TAG!r}"
        )
    return BriefingContents(title, [s for s in sections if s.heading or s.blocks])


def _block(block: Block) -> dict[str, Any]:
    return dict(block.payload) if block.payload else {"kind": "prose", "markdown": block.markdown}


def _fallback(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the title and the first few figures of a notebook whose cells are not tagged."""
    left = dict(_FALLBACK)
    for number, block in enumerate(blocks):
        kind = str(block.payload["kind"]) if block.payload else "text"
        if number == 0 and block.markdown:
            yield block
        elif left.get(kind, 0) and (block.payload or not block.tags):
            left[kind] -= 1
            yield block


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)

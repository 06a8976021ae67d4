"""Markdown cells with findings in them: ``{{ so2.change|moved }}`` is set from what a chapter found.

One cell a language, a sentence a line. A number is a finding or is refused; a sentence about something absent gives way
to the reason, told once a page. What figures and tables are called stands between ``:::{figure} name`` and ``:::``: the
title, which is the first line that can be said, lines for what is shown, after ``alt:`` what has to be known by who
cannot see it, and after ``[key]`` the words of a cell of a table that asks for them. Whatever was filled in is in the
ledger: expression, value, text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planbook.errors import ProseError
from planbook.ground.absent import Absent
from planbook.ground.language import Both, Lang
from planbook.text.claims import Claim, plain
from planbook.text.writing import claim_of, filters

_HOLE = re.compile(r"\{\{(.*?)\}\}")
_CAPTION = re.compile(r":::\{(?:figure|table)\}\s+([a-z][a-z0-9_]*)\s*$")
# What may hold digits: code, addresses, references, and names such as SO2, PM2.5 and A5.
_NAMES = re.compile(r"`[^`]*`|\]\([^)]*\)|\{[a-z]+\}`[^`]*`|<[^>]*>|[A-Za-z]+[-–]?\d+(?:\.\d+)?(?![\d.]*\d)")
_CELL = re.compile(r"\[([a-z0-9_]+)\]\s+(.*)")
_OWN_LINE = ("#", "|", ":::", "<!--", "```", "---")
_INSIDE = 40  # words of a line that a problem quotes


@dataclass(frozen=True, slots=True)
class Caption:
    """What a figure or table is called in one language."""

    title: str
    subtitle: str = ""
    alt: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One thing a page says: where, by which expression, its value, how it is written."""

    cell: str
    line: int
    expression: str
    value: Any
    text: str


@dataclass
class Writer:
    r"""The words of one page in one language: fills its cells in reading order.

    Parameters
    ----------
    lang : {"zh", "en"}
        The language.
    findings : mapping
        Name → finding: what templates may name.

    Attributes
    ----------
    captions : dict of str to Caption
        Of the cells filled so far.
    ledger : list of LedgerEntry
        Everything filled in so far.
    problems : list of str
        Everything that cannot be set, each with cell and line.

    Examples
    --------
    >>> from planbook.ground.quantities import Count
    >>> page = Writer("en", {"cities": Count(95), "gone": Absent(Both("无。", "Not printed."))})
    >>> page.fill("- {{ cities }} cities.\n  Of them {{ gone }} grew.", "cell 1")
    '- 95 cities. Not printed.'
    >>> page.ledger[0].expression, page.ledger[0].value
    ('cities', 95)
    >>> _ = page.fill(":::{figure} f\n{{ cities|only(cities < 9) }} only\n{{ cities }} cities\nof the plan\n:::", "cell 2")
    >>> page.captions["f"].title, page.captions["f"].subtitle
    ('95 cities', 'of the plan')
    """

    lang: Lang
    findings: Mapping[str, Any]
    captions: dict[str, Caption] = field(default_factory=dict)
    ledger: list[LedgerEntry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _told: set[Both] = field(default_factory=set)

    def fill(self, source: str, cell: str) -> str:
        """Return a Markdown cell with its findings set in.

        Parameters
        ----------
        source : str
            The cell as it was written.
        cell : str
            What problems and the ledger call it, such as ``cell 12``.
        """
        blocks: list[tuple[str, list[str]]] = []
        caption: tuple[str, list[tuple[int, str]]] | None = None
        open_block = fenced = False
        for number, line in enumerate(source.split("\n"), start=1):
            bare = line.strip()
            if caption is not None:
                if bare == ":::":
                    self._keep(*caption, cell)
                    caption = None
                elif bare:
                    caption[1].append((number, bare))
                continue
            if begun := _CAPTION.match(bare):
                caption, open_block = (begun[1], []), False
                continue
            if bare.startswith("```"):
                fenced = not fenced
            if fenced or not bare or bare.startswith(_OWN_LINE):
                made = line if fenced or not bare else self._line(line, cell, number)
                blocks += [] if made is None else [("raw", [made])]
                open_block = False
                continue
            item = line.lstrip().startswith("- ")
            lead = line[: len(line) - len(line.lstrip())] + "- " if item else ""
            if item or not open_block:
                blocks.append((lead, []))
            made = self._line(bare.removeprefix("- ") if item else bare, cell, number)
            blocks[-1][1].extend([] if made is None else [made])
            open_block = True
        if caption is not None:
            self.problems.append(f"{cell}: the caption {caption[0]!r} is not closed by a line with :::")
        return self._joined(blocks)

    def _joined(self, blocks: list[tuple[str, list[str]]]) -> str:
        joint = "" if self.lang == "zh" else " "
        lines = [made[0] if lead == "raw" else lead + joint.join(made) for lead, made in blocks if made]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    def tell(self, gone: Absent) -> str | None:
        """Return the reason why something is absent, None where it has none or was told before on this page."""
        if gone.reason is None or gone.reason in self._told:
            return None
        self._told.add(gone.reason)
        return gone.reason.get(self.lang)

    def _keep(self, name: str, lines: list[tuple[int, str]], cell: str) -> None:
        if name in self.captions:
            self.problems.append(f"{cell}: {name!r} has a caption already")
        cells: dict[str, str] = {}
        title: list[str | None] = []
        alt: list[str | None] = []
        before = self._told  # a caption does not tell reasons: where its figure is absent, the page does
        for number, line in lines:
            self._told = set()
            if found := _CELL.match(line):
                cells[found[1]] = plain(self._line(found[2], cell, number) or "")
            elif line.startswith("alt:"):
                alt.append(self._line(line.removeprefix("alt:").strip(), cell, number))
            else:
                title.append(self._line(line, cell, number))
        self._told = before
        joint = "" if self.lang == "zh" else " "
        first, *rest = [line for line in title if line] or [
            ""
        ]  # a title that lacks something gives way to the next
        self.captions[name] = Caption(
            plain(first),
            plain(joint.join(rest)),
            plain(joint.join(line for line in alt if line)),
            cells,
        )

    def _line(self, template: str, cell: str, number: int) -> str | None:
        """Return one sentence, or the reason of what it lacks, or None where nothing is to be said."""
        where = f"{cell} ({self.lang}), line {number}"
        pieces = _HOLE.split(template)
        typed = [w.strip() for w in pieces[::2] if re.search(r"\d", _NAMES.sub("", w))]
        if typed:
            self.problems.append(
                f"{where}: a number is typed by hand in {typed[0][:_INSIDE]!r}: name a finding"
            )
        written, entries = [pieces[0]], []
        for expression, words in zip(pieces[1::2], pieces[2::2], strict=True):
            try:
                value = self._value(expression.strip())
            except ProseError as error:
                self.problems.append(f"{where}: {error.message}")
                continue
            if isinstance(value, Absent):
                return self.tell(value)
            claim = claim_of(value)
            if claim is None:
                self.problems.append(
                    f"{where}: {expression.strip()!r} is {value!r}, which cannot be written; findings are Percent, "
                    "Points, Count, Year, Amount or a name"
                )
                continue
            text = claim.text.get(self.lang) if isinstance(claim, Claim) else claim
            said = claim.value if isinstance(claim, Claim) else claim
            entries.append(LedgerEntry(cell, number, expression.strip(), said, text))
            written += [text, words]
        self.ledger += entries
        return "".join(written)

    def _value(self, expression: str) -> Any:
        return evaluate(expression, self.lang, self.findings)


def evaluate(expression: str, lang: Lang, findings: Mapping[str, Any]) -> Any:
    """Return what an expression of a template gives: a finding, a text, or what is absent.

    Raises
    ------
    ProseError
        If it names no finding, cannot be computed, or has a number typed into it.

    Examples
    --------
    >>> from planbook.ground.quantities import Percent
    >>> evaluate("change|size", "en", {"change": Percent(-3.0)})
    3.0
    """
    if digits := [s for s in _strings(expression) if re.search(r"\d", _NAMES.sub("", s))]:
        raise ProseError(f"a number is typed by hand in {digits[0]!r}: name a finding")
    try:
        value = _compiled(lang, expression)(**findings)
    except UndefinedError as error:
        raise ProseError(f"{expression!r}: {error.message}; {_near(findings)}") from error
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise ProseError(f"{expression!r} cannot be computed: {error}") from error
    if isinstance(value, Undefined):
        raise ProseError(f"{expression!r} is no finding; {_near(findings)}")
    return value


def _near(findings: Mapping[str, Any]) -> str:
    return f"there are {', '.join(sorted(findings))}"


@cache
def _environment(lang: Lang) -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    made.filters = filters(lang)  # nothing else: what a template may do is listed in one place
    return made


@cache
def _compiled(lang: Lang, expression: str) -> Any:
    try:
        return _environment(lang).compile_expression(expression, undefined_to_none=False)
    except TemplateSyntaxError as error:
        raise ProseError(f"{expression!r} is no expression: {error.message}") from error


@cache
def _tree(expression: str) -> nodes.Template:
    try:
        return _environment("zh").parse("{{ " + expression + " }}")
    except TemplateSyntaxError as error:
        raise ProseError(f"{expression!r} is no expression: {error.message}") from error


def _strings(expression: str) -> list[str]:
    return [str(c.value) for c in _tree(expression).find_all(nodes.Const) if isinstance(c.value, str)]


def named(source: str) -> set[str]:
    """Return the findings a Markdown cell names, as paths.

    Examples
    --------
    >>> sorted(named("{{ so2.change|moved }} in {{ cities if so2.change > 0 else so2.years[0] }}"))
    ['cities', 'so2.change', 'so2.years']
    """
    found: set[str] = set()
    for expression in _HOLE.findall(source):
        found |= set(_paths(_tree(expression.strip())))
    return found


def _paths(node: nodes.Node) -> list[str]:
    parts: list[str] = []
    here: nodes.Node = node
    while isinstance(here, nodes.Getattr | nodes.Getitem):
        parts = [here.attr, *parts] if isinstance(here, nodes.Getattr) else []
        here = here.node
    if isinstance(here, nodes.Name):
        return [".".join([here.name, *parts])]
    return [path for child in node.iter_child_nodes() for path in _paths(child)]

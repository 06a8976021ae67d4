"""The files by which a person sets up the book, ``_toc.yml`` and ``_config*.yml``: read, each mistake with its line.

What the table of contents leads to is the matter of `planbook.press.pages.contents`, what becomes of the configuration
that of `planbook.press.sphinx.site`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from planbook.errors import BuildError

TOC = "_toc.yml"
CONFIGS = ("_config.yml", "_config.en.yml")
BELOW = ("parts", "chapters", "sections", "entries", "subtrees")  # what holds further pages

_SECTIONS = ("execute", "parse", "html", "sphinx", "latex", "repository", "launch_buttons")
_TEXTS = ("title", "author", "copyright", "logo")
_SUFFIXES = (".md", ".ipynb")
_EXAMPLE = "begin with the lines `format: jb-book` and `root: index`"


def read(root: Path, name: str) -> dict[str, Any]:
    """Return one of the files that set up the book.

    Parameters
    ----------
    root : Path
        The project's root folder.
    name : str
        ``_toc.yml``, ``_config.yml`` or ``_config.en.yml``.

    Raises
    ------
    BuildError
        If the file is missing, is no YAML or is not built as it should be, with all lines concerned.
    """
    content, wrong = _read(root, name)
    if wrong:
        raise BuildError(f"{name} cannot be read:", wrong)
    return content


def check(root: Path) -> None:
    """Refuse a book whose files of settings cannot be read; those that are not there are not missed.

    Raises
    ------
    BuildError
        Listing everything that is wrong with any of them.
    """
    wrong = [
        problem for name in (TOC, *CONFIGS) if (root / name).exists() for problem in _read(root, name)[1]
    ]
    if wrong:
        raise BuildError("the book is not set up as it should be; mend these lines:", wrong)


def page_name(listed: str) -> str:
    """Return the name of a page as ``_toc.yml`` lists it, with or without the suffix of its file.

    Examples
    --------
    >>> page_name("index.md"), page_name("green")
    ('index', 'green')
    """
    return next((listed.removesuffix(s) for s in _SUFFIXES if listed.endswith(s)), listed)


def _read(root: Path, name: str) -> tuple[dict[str, Any], list[str]]:
    try:
        text = (root / name).read_bytes().decode("utf-8-sig")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except FileNotFoundError:
        return {}, [f"{name} is missing"]
    except UnicodeDecodeError as error:
        return {}, [f"{name} is no text in UTF-8 (byte {error.start})"]
    except yaml.YAMLError as error:
        return {}, [f"{name}{_place(error)}"]
    if not isinstance(node, yaml.MappingNode):
        what = "is empty" if node is None else "is no mapping of names to values"
        return {}, [f"{name} {what}; {_EXAMPLE if name == TOC else 'write lines like `title: …`'}"]
    faults = _of_toc(node) if name == TOC else _of_config(node)
    return content, [f"{name}, line {line}: {fault}" for line, fault in faults]


def _place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    told = getattr(error, "problem", None) or str(error)
    if mark is None:
        return f": {told}"
    tab = "; indent with spaces, not with a tab" if r"'\t'" in told else ""
    return f", line {mark.line + 1}: {told}{tab}"


def _of_config(node: yaml.MappingNode) -> Iterator[tuple[int, str]]:
    for key, value in node.value:
        line, empty = key.start_mark.line + 1, value.tag == "tag:yaml.org,2002:null"
        if key.value in _SECTIONS and not (empty or isinstance(value, yaml.MappingNode)):
            yield line, f"{key.value} holds settings of its own, a name and a value a line, indented below it"
        if key.value in _TEXTS and not isinstance(value, yaml.ScalarNode):
            yield line, f"{key.value} is one text"


def _of_toc(node: yaml.MappingNode) -> Iterator[tuple[int, str]]:
    if not any(key.value == "root" for key, _ in node.value):
        yield 1, f"no root page is named; {_EXAMPLE}"
    seen: dict[str, int] = {}
    yield from _of_entry(node, seen)


def _of_entry(node: yaml.MappingNode, seen: dict[str, int]) -> Iterator[tuple[int, str]]:
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.value in ("root", "file"):
            if not isinstance(value, yaml.ScalarNode) or not value.value:
                yield line, f"{key.value} names no page"
                continue
            page = page_name(value.value)
            if page in seen:
                yield line, f"{page} is listed a second time, see line {seen[page]}"
            seen.setdefault(page, line)
        elif key.value in BELOW:
            if not isinstance(value, yaml.SequenceNode) or not value.value:
                yield line, f"{key.value} is no list of pages; write `- file: name` below it, a page a line"
                continue
            for entry in value.value:
                if isinstance(entry, yaml.MappingNode):
                    yield from _of_entry(entry, seen)
                else:
                    yield entry.start_mark.line + 1, "this is no page; write `- file: name`"

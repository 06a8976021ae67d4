"""The fonts of the briefings: where they are, and whether they hold every character of a text.

Chinese is set in Noto Sans CJK SC, which covers GB 18030 and is found on the system or fetched by ``tools/setup``;
English in Noto Sans, which comes as a package. Both are under the SIL Open Font License. Nothing else is used, so that
a briefing looks the same wherever it is made.
"""

import os
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from planbook import paths
from planbook.errors import BuildError, PlanbookError
from planbook.ground.language import Lang

if TYPE_CHECKING:
    import typst

CHINESE, LATIN = "Noto Sans CJK SC", "Noto Sans"
FAMILIES: dict[Lang, tuple[str, ...]] = {"zh": (CHINESE,), "en": (LATIN, CHINESE)}

# One collection of all East Asian variants, or the file of simplified Chinese alone.
_REGULAR = ("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf")


def places() -> list[Path]:
    """Return the folders in which the Chinese font is looked for, first the one that ``tools/setup`` fills."""
    home = Path.home()
    named = os.environ.get("PLANBOOK_FONTS")
    return [
        *([Path(named)] if named else []),
        Path(sys.prefix) / "share" / "fonts",
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local" / "share" / "fonts",
        home / ".fonts",
        Path("/Library/Fonts"),
        home / "Library" / "Fonts",
    ]


def chinese(folders: Iterable[Path]) -> list[Path]:
    """Return the regular and the bold file of the Chinese font.

    Parameters
    ----------
    folders : iterable of Path
        Where to look, with what lies below them; the first folder that has both files wins.

    Raises
    ------
    PlanbookError
        If no folder has them.
    """
    looked = list(folders)
    for folder in looked:
        for name in _REGULAR:
            for regular in sorted(folder.rglob(name)) if folder.is_dir() else ():
                bold = regular.with_name(name.replace("Regular", "Bold"))
                if bold.is_file():
                    return [regular, bold]
    raise PlanbookError(
        f"no briefing can be set: {CHINESE} is not in {', '.join(map(str, looked))}; run tools/setup fonts, or set "
        f"PLANBOOK_FONTS to the folder that holds {_REGULAR[0]} and its bold"
    )


def folder() -> Path:
    """Return ``_build/fonts``, which links to the fonts used and holds nothing else.

    Raises
    ------
    PlanbookError
        If the Chinese font is not found.
    """
    latin = Path(str(files("fontpkg_noto_sans"))) / "files"
    found = [*chinese(places()), *sorted(latin.glob("*.ttf"))]
    target = paths.build("fonts")
    target.mkdir(parents=True, exist_ok=True)
    for file in found:
        link = target / file.name
        if not (link.is_symlink() and link.resolve() == file.resolve()):
            fresh = target / f".{file.name}.{os.getpid()}"
            fresh.symlink_to(file.resolve())
            os.replace(fresh, link)  # other processes never see the folder without it
    return target


@cache
def typst_fonts() -> "typst.Fonts":
    """Return the fonts for the typesetter, read once a process; those it brings itself serve formulas alone."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder())])


@cache
def characters() -> frozenset[int]:
    """Return the code points that the text fonts can show."""
    from fontTools.ttLib import TTCollection, TTFont

    held: set[int] = set()
    for file in sorted(folder().iterdir()):
        if "Regular" not in file.name and not file.name.startswith("NotoSans["):
            continue
        # The variants of a collection share their characters but for a few; the one that is used counts.
        fonts = TTCollection(file, lazy=True).fonts if file.suffix == ".ttc" else [TTFont(file, lazy=True)]
        for font in fonts:
            if font["name"].getDebugName(1) in (CHINESE, LATIN):
                held |= set(font.getBestCmap())
    return frozenset(held)


def lost(texts: Iterable[tuple[str, str]]) -> list[str]:
    """List the characters of texts that no font can show.

    Parameters
    ----------
    texts : iterable of (place, text)
        Where a text stands, and the text.

    Returns
    -------
    list of str
        One line for each place and character: the place, the code point, its name.

    Examples
    --------
    >>> lost([("a title", "鞍山 100%")])
    []
    """
    held = characters()
    found = {
        (place, c): None for place, text in texts for c in text if ord(c) not in held and not c.isspace()
    }
    return [f"{place}: U+{ord(c):04X} {unicodedata.name(c, 'without a name')}" for place, c in found]


def check(document: str, texts: Iterable[tuple[str, str]]) -> None:
    """Refuse a document with a character that would be lost.

    Raises
    ------
    BuildError
        Naming the document, every place and every code point.
    """
    problems = lost(texts)
    if problems:
        raise BuildError(
            f"{document}: the fonts {LATIN} and {CHINESE} have no sign for characters; write them otherwise:",
            problems,
        )


if __name__ == "__main__":  # for tools/setup, which fetches the font where this fails
    print(*chinese(places()), sep="\n")

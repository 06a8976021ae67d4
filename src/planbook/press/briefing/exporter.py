"""The nbconvert exporter ``briefing``: an executed notebook becomes a PDF of one language.

``jupyter nbconvert --to briefing --BriefingExporter.language=en out.ipynb`` works by hand. The template writes Typst,
which is compiled in memory with the fonts of `planbook.press.briefing.fonts` alone; equal notebooks give equal bytes.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst
from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import Enum, Unicode, default

from planbook import paths
from planbook.errors import BuildError
from planbook.ground.language import Lang
from planbook.press.briefing import drawings, fonts, markdown, tables
from planbook.press.briefing.blocks import contents
from planbook.press.briefing.imprint import edition, imprint, parameters
from planbook.press.briefing.literals import array, string

HERE = Path(__file__).parent
STANDARD: Literal["ua-1"] = "ua-1"
_DENSITIES = (1.0, 0.92, 0.84, 0.76, 0.7, 0.64, 0.58)
_SCARCE = 0.25  # of a page; less than this on the last one is not worth a page
_WIDE = 1.25 * drawings.WIDTH  # pixels; a wider drawing takes the whole width of the page
_PAGE_HEIGHT = 842.0  # points, of A4


class BriefingExporter(TemplateExporter):
    """Exports a notebook executed by the press, or by papermill, as a briefing."""

    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"

    language = Enum(("zh", "en"), default_value="zh", help="The language of the briefing.").tag(config=True)
    data_version = Unicode(
        "", help="Hash of the data folder where it is known already; otherwise it is computed."
    ).tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "template"

    @default("template_file")
    def _template_file_default(self) -> str:
        return "index.typ.j2"

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".typ.j2"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(HERE)]

    def default_filters(self) -> Any:
        """Add the filters that make texts, markdown and tables expressions of Typst."""
        yield from super().default_filters()
        yield "typst", string
        yield "typst_strings", lambda texts: array([string(text) for text in texts])
        yield "typst_markdown", markdown.to_typst
        yield "typst_table", tables.to_typst

    # An exporter of PDF returns bytes, which the base class does not foresee.
    def from_notebook_node(  # type: ignore[override]
        self, nb: Mapping[str, Any], resources: Any = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the PDF of a notebook.

        Parameters
        ----------
        nb : NotebookNode, or the same as plain JSON
            An executed notebook.
        resources : dict, optional
            nbconvert's resources; ``metadata.name`` is what errors call the document.
        **kw
            What nbconvert hands on; nothing of it is used.

        Raises
        ------
        BuildError
            If the notebook was not executed, emits what cannot be shown, a character would be lost, or Typst finds a
            mistake.
        """
        resources = self._init_resources(resources)
        if self.config.get("ExecutePreprocessor", {}).get("enabled"):  # nbconvert --execute
            nb, resources = self._preprocess(nb, resources)
        document = f"{resources['metadata'].get('name') or 'the briefing'} ({self.language})"
        said, files = self._gather(nb, document)
        resources["briefing"] = said
        # The way through the preprocessors would copy the notebook several times over, and none has work here.
        files |= {
            "main.typ": self.template.render(resources=resources).encode(),
            "briefing.typ": (HERE / "template" / "briefing.typ").read_bytes(),
        }
        return compiled(files, said["most_pages"], document), resources

    def _gather(self, nb: Mapping[str, Any], document: str) -> tuple[dict[str, Any], dict[str, bytes]]:
        """Return what the template prints and the drawings, both checked for characters that would be lost."""
        lang: Lang = self.language  # type: ignore[assignment]
        _executed(nb, document)
        content = contents(nb, lang)
        texts = list(content.texts())
        files, sources = {}, []
        for number, block in enumerate(content.blocks(), start=1):
            sources += block.get("sources", [])
            if block["kind"] in ("chart", "drawing"):
                block["file"] = f"drawing-{number}.svg"
                drawn = drawings.svg(block)
                files[block["file"]] = drawn.encode()
                block["wide"] = drawings.size(drawn)[0] > _WIDE
                texts += [(f"the drawing {block['title']!r}", text) for text in drawings.texts(drawn)]
        read = nb["metadata"].get("planbook", {}).get("data")  # of a notebook that the press has run
        issue = edition(paths.root(), lang, read or self.data_version or None)
        said = imprint(lang, content.title, parameters(nb), sources, issue)
        texts += [("the colophon", text) for _, text in said["colophon"]]
        fonts.check(document, texts)
        keywords = [issue.book, said["kind"], f"data {issue.data_version}"]
        return {
            **said,
            "sections": content.sections,
            "fonts": fonts.FAMILIES[lang],
            "keywords": keywords,
        }, files


def _executed(nb: Mapping[str, Any], document: str) -> None:
    """Refuse a notebook with code that has not been run: its briefing would lack what that code shows."""
    code = [c for c in nb["cells"] if c["cell_type"] == "code" and "".join(c["source"]).strip()]
    left = [c for c in code if c.get("execution_count") is None and not c.get("outputs")]
    if left and len(left) == len(code):
        raise BuildError(
            f"{document}: the notebook was not executed; run it with papermill, or say --execute"
        )
    if left:
        first = "".join(left[0]["source"]).strip().partition("\n")[0]
        raise BuildError(
            f"{document}: {len(left)} cells were not executed, the first is {first!r}; run the notebook to its end"
        )


def compiled(files: dict[str, bytes], most_pages: int, document: str) -> bytes:
    """Compile Typst to a tagged PDF, a little tighter where that saves a page of a few lines.

    Parameters
    ----------
    files : dict
        ``main.typ`` and all it reads.
    most_pages : int
        How many pages there should be at most.
    document : str
        What errors call it.

    Raises
    ------
    BuildError
        If Typst finds a mistake, also against the standard for accessible documents.
    """
    try:
        tried = []
        for density in _DENSITIES:
            pages, left = _extent(files, density)
            tried.append((pages, density))
            if pages <= most_pages and (pages == 1 or left > _SCARCE):
                break
        else:
            density = min(tried, key=lambda t: (t[0], -t[1]))[1]
        pdf = _compiler(files, density).compile(format="pdf", pdf_standards=[STANDARD])
        assert isinstance(pdf, bytes)  # one file, returned and not written
        return pdf
    except typst.TypstError as error:
        raise BuildError(
            f"{document}: Typst cannot set this: {error}", tuple(getattr(error, "hints", ()))
        ) from error


def _extent(files: dict[str, bytes], density: float) -> tuple[int, float]:
    """Return the number of pages, and what part of the last one the content reaches down to, colophon aside."""
    end = json.loads(_compiler(files, density).query("<planbook-end>", field="value", one=True))
    return int(end["pages"]), float(end["y"]) / _PAGE_HEIGHT if end["page"] == end["pages"] else 0.0


def _compiler(files: dict[str, bytes], density: float) -> typst.Compiler:
    return typst.Compiler(
        files,  # type: ignore[type-var]  # files in memory are accepted, its stub does not say so
        font_paths=fonts.typst_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"density": str(density)},
    )

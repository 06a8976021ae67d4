"""Puts the export together: every file by its name, and the verb's work of writing them to a folder."""

from pathlib import Path

from planbook import catalog, paths
from planbook.errors import PlanbookError
from planbook.export import package
from planbook.export.files import to_csv, to_parquet, to_xlsx
from planbook.export.tables import Restricted, Table, tables

APART = "non-commercial"
LICENCES = ("LICENSE-TEXT.md", "LICENSE")


def contents() -> dict[str, bytes]:
    """Return every file of the export: path below its folder → content; the same data give the same bytes.

    CSV tables with ``datapackage.json``, README and licences; ``observations.parquet``; ``planbook.xlsx`` with all
    tables. Values under non-commercial terms stand in ``non-commercial/<source>/`` alone, with their own terms.

    Raises
    ------
    RegistryError
        If tables under ``data/`` are not well formed.
    """
    open_tables, restricted = tables()
    files = {f"{table.name}.csv": to_csv(table.frame) for table in open_tables}
    cited = {str(s) for t in open_tables if t.foreign for s in t.frame["source"].unique()}
    labels = [s.label.en for s in catalog.sources().values() if s.id in cited]
    described = package.descriptor("planbook", package.TITLE, open_tables, files, [package.CC_BY], labels)
    files["datapackage.json"] = package.to_json(described)
    notes = package.readme(open_tables)
    files["README.md"] = _page(notes)
    files |= {name: paths.root().joinpath(name).read_bytes() for name in LICENCES}
    files["observations.parquet"] = to_parquet(open_tables[0].frame)
    files["planbook.xlsx"] = to_xlsx(open_tables, notes)
    for entry in restricted:
        files |= {f"{APART}/{entry.source.id}/{name}": data for name, data in _apart(entry).items()}
    return files


def _apart(entry: Restricted) -> dict[str, bytes]:
    table = Table(entry.table.name, entry.table.title, entry.table.frame, entry.table.key)
    files = {f"{table.name}.csv": to_csv(table.frame)}
    licence = {"name": "other-nc", "title": entry.source.terms.en}
    described = package.descriptor(
        entry.source.id, entry.source.label, [table], files, [licence], [entry.source.label.en]
    )
    files["datapackage.json"] = package.to_json(described)
    files["README.md"] = _page(package.restricted_readme(entry))
    # The publisher's terms, where they are on file, are named by the first word of the source's id.
    terms = paths.data("checks", f"LICENSE-{entry.source.id.partition('-')[0].upper()}.md")
    if terms.is_file():
        files[terms.name] = terms.read_bytes()
    return files


def _page(lines: list[str]) -> bytes:
    return "\n".join([f"# {lines[0]}", *lines[1:], ""]).encode()


def export(folder: Path) -> list[Path]:
    """Write the export to a folder; files of the same names are replaced.

    Parameters
    ----------
    folder : Path
        Is made if it does not exist.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    PlanbookError
        If the folder is a file, or cannot be written to.
    """
    files = contents()
    try:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    except OSError as error:
        raise PlanbookError(
            f"the export cannot be written to {folder}: {error.strerror}; choose another folder with --output"
        ) from error
    return [folder / name for name in files]

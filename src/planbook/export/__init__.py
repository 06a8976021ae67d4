"""The whole table for use elsewhere: CSV, Parquet, Excel and a Frictionless data package that describes them.

`planbook.export.folder.export` writes everything. What the figures are and where they come from stays with
`planbook.catalog` and `planbook.store.observations`; nothing is computed here.
"""

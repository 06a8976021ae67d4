"""Intake: a publisher's workbook in, observations out.

`workbook` reads cells, `columns` and `rows` recognise them by declared rules, `conversion` brings units together,
`yearbook` is one edition, `fills` and `benchmarks` the sources beside it, `corrections` and `proofs` what the figures
must stand, `compiling` the whole way to the tables under ``data/``.
"""

"""Text with computed numbers in it: how a number is written in each language, and the ledger of what was claimed.

It takes values and knows no data store.
"""

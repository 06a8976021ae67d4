"""Profiles: what the pages of one city, one district or one province are made of. The pages themselves are notebooks.

`measures` says what is measured, `standing` how a city stands, `who` what the plan says of a place, `tables` and
`pictures` show it. Notebooks import from these modules.
"""

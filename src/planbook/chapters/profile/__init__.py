"""Profiles: what the pages of one city, one district or one province are made of. The pages themselves are notebooks.

`of_unit` and `of_province` hold what a page says and decide what the kind of place has; `measures` says what is measured,
`standing` how a city stands, `who` what the plan says of a place, and the other modules make the tables and small charts.
"""

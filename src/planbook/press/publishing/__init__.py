"""The built book as one file, and in the folder of a host: what is in it, how it is described, how it gets there.

`contents` gathers, `describe` writes the papers that go with it, `place` puts it where readers find it. Nothing is
built here: what `planbook build` has made is taken as it is.
"""

"""Kernels that start with everything imported: a warm process and what forks from it.

Notebooks know nothing of it; elsewhere than on Linux ordinary kernels take its place.
"""

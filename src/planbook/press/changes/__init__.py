"""What is out of date and why: keys of runs, records of what they have read, and reasons in a person's words.

Nothing is run here.
"""

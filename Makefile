# make book    the book in both languages: _build/site/index.html
# make test    style, types and all tests (what .ci/run calls)
# make lint    style and types alone
# make bench   what the press costs beside the plain ways: benchmarks/results.md (three quarters of an hour); one part
#              alone with PART=edition, compare, twice, scale, leaks or cluster
# make lock    pin the newest versions that pyproject.toml allows
# make clean   remove every result, but not the environment
# Each target sets up what it needs; a second run finds it there.

BIN := .venv/bin
READY := .venv/.ready

.PHONY: book test lint bench lock clean

book: $(READY)
	tools/setup fonts
	$(BIN)/planbook build

test: lint
	tools/setup fonts
	tools/setup browser
	$(BIN)/pytest --numprocesses 2 --dist loadfile --doctest-modules src tests

lint: $(READY)
	$(BIN)/ruff check src tests notebooks
	$(BIN)/ruff format --check src tests notebooks
	$(BIN)/mypy
	$(BIN)/nbqa mypy notebooks

bench: $(READY)
	tools/setup browser
	$(BIN)/python benchmarks/bench.py $(PART)

# Debian 12 has Python 3.11.2; some packages ask for a later 3.11.
lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --extra dev --python-version 3.11.2 --upgrade \
		--no-annotate --no-header --output-file requirements.txt

clean:
	rm -rf _build

$(READY): requirements.txt pyproject.toml tools/setup
	tools/setup python
	touch $@

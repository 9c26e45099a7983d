# Two commands: `make site` builds, `make test` proves. Both make what they need first.
.PHONY: install site check test format requirements golden schema bench clean
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin

install: $(BIN)/.site

site: $(BIN)/.site
	@$(BIN)/python -m compileall -q factpress
	$(BIN)/python build.py
	@echo "open site/index.html"

check: $(BIN)/.site
	$(BIN)/python build.py check

test: $(BIN)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist worksteal

format: $(BIN)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# After a wanted change of the output: look at the diff of tests/golden/built before you commit it.
golden: $(BIN)/.test
	$(BIN)/python -m pytest tests/test_golden.py --write-golden

# After a change of the tables in docs/formats.md, or of the shapes in factpress/written.py.
schema: $(BIN)/.test
	$(BIN)/python -m factpress.editing.schema

bench: $(BIN)/.test
	$(BIN)/python -m bench

# After a change in pyproject.toml. The files hold hashes and no registry.
requirements:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --group test pyproject.toml -o requirements-test.txt

clean:
	rm -rf .venv site .site.factpress

$(BIN)/.site: requirements.txt
	@sh .ci/install "$(PYTHON)" requirements.txt
	@touch $@

$(BIN)/.test: requirements-test.txt $(BIN)/.site
	@sh .ci/install "$(PYTHON)" requirements-test.txt
	@touch $@

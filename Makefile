# Alongside. `make demo` runs it, `make test` proves it; both set up all they need, and a second run takes seconds.
PYTHON ?= python3
BIN := .venv/bin
DONE := .build/done
ASSETS := src/alongside/web/static/built/app.css
ASSET_SOURCES := $(shell find assets -type f -not -path 'assets/test/*')
TRACKED_PYTHON := src tests scripts benchmarks

.DEFAULT_GOAL := help
.PHONY: help demo test test-quick test-system lint format check deploy-check migrations-check wheel wheel-check assets \
        screenshots benchmark reference messages requirements clean

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-18s %s\n", $$1, $$2}'

demo: $(DONE)/project $(ASSETS)  ## Run Alongside here with an invented directorate and a planned week
	@exec $(BIN)/alongside demo $(ARGS)

test: $(DONE)/dev $(ASSETS) $(DONE)/system  ## Every test: SQLite, PostgreSQL, Chromium
	@scripts/with-node node --test assets/test/*.test.mjs
	@exec $(BIN)/python scripts/run_tests.py $(ARGS)

test-quick: $(DONE)/dev $(ASSETS)  ## Tests on SQLite without a browser
	@exec $(BIN)/python scripts/run_tests.py sqlite $(ARGS)

test-system: $(DONE)/dev $(ASSETS) $(DONE)/system  ## Walks in Chromium only
	@exec $(BIN)/python scripts/run_tests.py browser $(ARGS)

lint: $(DONE)/dev  ## Style, types, the two floors, templates, what may be committed
	$(BIN)/ruff check $(TRACKED_PYTHON)
	$(BIN)/ruff format --check $(TRACKED_PYTHON)
	$(BIN)/mypy src
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint src --lint --quiet
	$(BIN)/python scripts/write_reference.py --check
	$(BIN)/python -m pytest -p no:cacheprovider tests/test_repository.py

format: $(DONE)/dev  ## Put Python in the agreed shape
	$(BIN)/ruff check --fix $(TRACKED_PYTHON)
	$(BIN)/ruff format $(TRACKED_PYTHON)

deploy-check: $(DONE)/dev $(ASSETS)  ## Django's deployment checks with production settings
	@ALONGSIDE_DATA=.build/deploy-check $(BIN)/python scripts/production_check.py

migrations-check: $(DONE)/dev  ## Is a migration missing?
	@ALONGSIDE_DATA=.build/deploy-check $(BIN)/alongside manage makemigrations --check --dry-run

check: lint deploy-check migrations-check wheel-check test  ## All that a change must pass

wheel: $(DONE)/dev $(ASSETS)  ## Build dist/*.whl, styles and scripts inside
	@rm -rf dist && $(BIN)/uv build --wheel --quiet --out-dir dist && ls dist/*.whl

wheel-check: wheel  ## Install the wheel in an empty place, run the demonstration from it, stop it
	@$(BIN)/python scripts/try_wheel.py dist/*.whl

assets: $(ASSETS)  ## Build styles and scripts

screenshots: $(DONE)/dev $(ASSETS) $(DONE)/system  ## Pictures of every page walked, in test-results/screenshots
	@SCREENSHOTS=1 $(BIN)/python scripts/run_tests.py browser
	@echo "See test-results/screenshots/"

benchmark: $(DONE)/dev  ## Measure the timetable engine (minutes)
	$(BIN)/python -m benchmarks.timetable $(ARGS)

reference: $(DONE)/dev  ## Write docs/reference again from the code
	$(BIN)/python scripts/write_reference.py

messages: $(DONE)/dev  ## Collect and compile the words of the public pages in other languages
	$(BIN)/python scripts/messages.py

requirements: $(DONE)/dev  ## Pin again what requirements/*.in ask for
	for name in base dev node; do \
	  $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

clean:  ## Remove everything made here except the sample data in var/
	rm -rf .venv .build node_modules dist test-results src/alongside/web/static/built .mypy_cache .ruff_cache .pytest_cache

# --- What the targets need. Each leaves a stamp, so that it is made once. -----------------------------------------------

$(DONE)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Alongside needs Python 3.11 or newer. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making a virtual environment..."
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment here. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check "$$(sed -nE 's/^(uv==[^ ]+).*/\1/p' requirements/dev.txt)"
	@mkdir -p $(DONE) && touch $@

# The demonstration needs the product's own packages; whoever has run the tests has those already.
$(DONE)/base: requirements/base.txt $(DONE)/venv
	@test -f $(DONE)/dev || scripts/install-pinned requirements/base.txt
	@touch $@

$(DONE)/dev: requirements/dev.txt pyproject.toml $(DONE)/venv
	@scripts/install-pinned requirements/dev.txt
	@$(BIN)/uv pip install --quiet --no-deps --editable .
	@mkdir -p $(DONE) && touch $(DONE)/base $(DONE)/project $@

$(DONE)/project: pyproject.toml $(DONE)/base
	@$(BIN)/uv pip install --quiet --no-deps --editable .
	@touch $@

node_modules/.package-lock.json: package-lock.json | $(DONE)/venv
	@echo "Fetching what the styles and scripts are built from..."
	@scripts/with-node npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS): node_modules/.package-lock.json $(ASSET_SOURCES)
	@scripts/with-node node assets/build.mjs

# Chromium and PostgreSQL: installed where that is allowed, named where it is not.
$(DONE)/system: scripts/system-packages
	@scripts/system-packages
	@mkdir -p $(DONE) && touch $@

# Needs Python 3.11 or newer and a package index; uv is found or fetched by tools/bootstrap.py.
# Without make (Windows): `uv run verity demo`, `uv run python tools/check.py`.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3 || command -v python)
UV = uv="$$($(PYTHON) tools/bootstrap.py)" && "$$uv"
EXTRAS = --extra encrypt --extra office --extra pdf
SYNC = $(UV) sync --frozen --quiet $(EXTRAS)

.DEFAULT_GOAL := help
.PHONY: demo test lint coverage mutation format docs bench clean help

demo: ## build the invented county's assessment and show where it is
	@$(SYNC) --no-dev && "$$uv" run --frozen --no-dev verity demo

test: ## run every check and every test (COVERAGE=1 for coverage, ARGS= for pytest)
	@$(SYNC) && "$$uv" run --frozen python tools/check.py $(if $(COVERAGE),--coverage) $(ARGS)

lint: ## lint, types, import contracts, spelling; no tests
	@$(SYNC) && "$$uv" run --frozen python tools/check.py --no-tests

format: ## format the code and mend what the linter can mend
	@$(SYNC) && "$$uv" run --frozen ruff format . && "$$uv" run --frozen ruff check --fix .

coverage: ## measure branch coverage of the statistics and of disclosure control, which must be whole
	@$(SYNC) && "$$uv" run --frozen pytest -q -n 2 --dist loadfile --cov=verity.methods --cov=verity.disclosure --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100 tests/unit tests/spec tests/reference tests/property tests/recovery

mutation: ## change disclosure control in small ways and count what no test notices (ARGS="--sample 40"); goes on where it stopped
	@$(SYNC) && nice "$$uv" run --frozen python tools/mutation.py $(ARGS)

docs: ## write the references of methods, sources, commands, definitions and checks anew from the code
	@$(SYNC) && for tool in method contract command definition lint; do "$$uv" run --frozen python "tools/$${tool}_docs.py" || exit 1; done

bench: ## run the benchmarks, one after another
	@$(SYNC) && for file in benchmarks/bench_*.py; do echo "== $$file" && "$$uv" run --frozen python "$$file" || exit 1; done

clean: ## remove caches and fetched tools; outputs and the environment stay
	rm -rf .tools .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov mutants
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/'

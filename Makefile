# Every target sets up its own environment in .venv: with uv if it is there, else with venv and pip.
# Nothing but Python 3.11+ is needed, and a network for the first run.

.DEFAULT_GOAL := help
.PHONY: help demo test thorough lint bench picture wheel clean .venv

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

.venv: $(READY)

$(READY): constraints.txt pyproject.toml
	@sh scripts/setup-environment $(VENV)
	@touch $(READY)

demo: $(READY) ## the dashboard on the embedded exchange, offline
	@$(BIN)/cnhk demo

test: $(READY) ## the tests, but for the few that take long
	@$(BIN)/pytest -n auto --dist worksteal -m "not long"

thorough: $(READY) ## those that take long, and those marked slow with many times more examples and rounds
	@CNHK_THOROUGH=1 $(BIN)/pytest -n auto --dist worksteal -m "slow or long"

lint: $(READY) ## style, formatting and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(READY) ## start-up, memory, CPU and bytes, beside a bare Textual app
	@$(BIN)/python -m bench

picture: $(READY) ## the picture of the README
	@$(BIN)/python -m tests.screens.picture docs/dashboard.svg

wheel: $(READY) ## a wheel in dist/, and pins.txt with the versions that the tests ran with
	@$(BIN)/python -m hatchling build -t wheel
	@sed -n '/==/s/ *\\$$//p' constraints.txt > dist/pins.txt

clean: ## remove the environment and what was built
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

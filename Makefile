# The two commands a newcomer needs are `make run` and `make test`; the rest is for daily work.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := --quiet --generate-hashes --strip-extras --allow-unsafe --build-deps-for editable \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --pip-args=--only-binary=:all:
export JUDGING_DATA_DIR ?= var
unexport PYTHONDONTWRITEBYTECODE # set in many containers: each server and command of the tests would compile all anew

.PHONY: run test check drill lint lock translations clean help

run: .venv/.compiled ## start the demonstration on http://localhost:8000
	@JUDGING_ENV=demonstration $(BIN)/judging demo --if-empty --serve

test: .venv/.installed-dev ## every test; those in a browser need Chromium
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

check: .venv/.installed-dev ## the tests without a browser
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal -m "not drill and not browser" -q

drill: .venv/.installed-dev ## the slow tests
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal -m drill

lint: .venv/.installed-dev ## style, formatting, types, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet

lock: .venv/.installed-dev ## write the locks anew from pyproject.toml
	$(BIN)/pip-compile $(COMPILE) --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile $(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

translations: .venv/.installed-dev ## write the catalogue anew; say what has no Polish yet
	$(BIN)/python -m tests.catalogue --write

clean: ## remove what was installed and the data of the demonstration
	rm -rf .venv var build dist *.egg-info

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing (about half a minute, once)…"
	@$(PIP) -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.compiled: .venv/.installed $(wildcard judging/*.py judging/*/*.py judging/*/*/*.py judging/*/*/*/*.py)
	@$(BIN)/python -m compileall -q judging
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@$(PIP) -r requirements-dev.lock
	@touch $@

.DEFAULT_GOAL := help
.PHONY: help demo test lint types crosscheck bench nightly docs template clean
PY := .venv/bin/python
MOU := .venv/bin/mou

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

.venv/ready: pyproject.toml requirements-dev.txt
	python3 -m venv .venv
	.venv/bin/pip install --quiet -r requirements-dev.txt
	.venv/bin/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

test: .venv/ready lint types  ## everything that must pass
	$(PY) -m pytest -q -n 2

lint: .venv/ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: .venv/ready
	.venv/bin/mypy

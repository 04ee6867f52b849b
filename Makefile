.DEFAULT_GOAL := help
.PHONY: dist help demo test lint types crosscheck engines bench bench-nation nightly docs pictures library template clean

# Each process of the tests would compile the whole program for itself.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
PY := .venv/bin/python
MOU := .venv/bin/mou
# Rendered whole; the model as it was published can only be a draft.
FINISHED := $(filter-out %as-published.yaml,$(wildcard configs/*.yaml))
PUBLISHED := $(filter %as-published.yaml,$(wildcard configs/*.yaml))

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## *' '{printf "%-12s %s\n", $$1, $$2}'

# An environment of its own with the exact versions; made anew when they change.
.venv/ready: pyproject.toml requirements-dev.txt
	@bash scripts/make_environment.sh "$(PYTHON)"
	@touch $@

.venv/crosscheck: .venv/ready requirements-crosscheck.txt
	.venv/bin/pip install --quiet --disable-pip-version-check -r requirements-crosscheck.txt
	@touch $@

demo: .venv/ready  ## check and render the examples into out/
	$(MOU) check $(FINISHED)
	$(MOU) render $(FINISHED) -o out --force
	$(MOU) render $(PUBLISHED) -o out --force --draft
	@echo
	@echo "The agreements, as Word documents and PDFs, are in $(CURDIR)/out:"
	@ls out

test: .venv/ready lint types  ## everything that must pass
	$(PY) -m pytest -q -n 2

lint: .venv/ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: .venv/ready
	.venv/bin/mypy

dist: .venv/ready  ## build the wheel and the source archive into dist/, with their digests
	rm -rf dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(PY) -m build --no-isolation --outdir dist .
	cd dist && sha256sum *.whl *.tar.gz > SHA256SUMS

engines:
	@bash scripts/install_engines.sh

crosscheck: .venv/crosscheck engines  ## the tests that need LibreOffice, poppler or Chromium
	$(PY) -m pytest -q -n 2 -m crosscheck

nightly: .venv/crosscheck engines  ## the long tests, and each property with twenty times the examples
	MOU_EXAMPLES=20 $(PY) -m pytest -q -n 2 -m "nightly or hypothesis"

bench: .venv/crosscheck engines  ## measure, as ratios taken in one run
	$(PY) -m bench

bench-nation: .venv/ready  ## measure 13,000 districts; takes half an hour and 2 GB
	$(PY) -m bench nation

docs: .venv/ready  ## write the generated pages of docs/ from the program and the library
	$(PY) -m scripts.make_docs

pictures: .venv/crosscheck engines  ## draw the pictures of README.md and the guides from the real output
	$(PY) -m scripts.make_pictures

library: .venv/ready  ## validate the packaged library and list its files as verified
	$(PY) scripts/verify_library.py

template: .venv/ready  ## build templates/agreement.docx
	$(PY) scripts/make_template.py

clean:  ## remove all that was made, but for the environment
	rm -rf out dist build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

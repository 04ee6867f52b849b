.PHONY: test
.venv/ready: pyproject.toml
	python3 -m venv .venv
	.venv/bin/pip install --quiet pytest -e .
	touch $@
test: .venv/ready
	.venv/bin/python -m pytest -q

#!/usr/bin/env bash
# Make .venv with the exact versions of requirements-dev.txt and the program itself, editable.
#
#   bash scripts/make_environment.sh [PYTHON]
set -eu
cd "$(dirname "$0")/.."
python=${1:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; this is $("$python" --version 2>&1)." >&2
    echo "Where it has another name: make PYTHON=python3.11 …" >&2
    exit 1
fi
# Debian keeps the part of Python that makes environments in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    bash scripts/install_packages.sh python3-venv
fi
"$python" -m venv .venv
export PIP_DISABLE_PIP_VERSION_CHECK=1
.venv/bin/pip install --quiet -r requirements-dev.txt
.venv/bin/pip install --quiet --no-deps --no-build-isolation -e .

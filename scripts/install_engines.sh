#!/usr/bin/env bash
# Install the engines that `make crosscheck` holds our files against, where they are missing.
#
# What could not be installed is said here, and fails the tests that need it.
set -eu
cd "$(dirname "$0")/.."

missing=()
need() {  # PACKAGE COMMAND…: the package is missing when the command fails
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
need libreoffice-writer-nogui command -v soffice
need poppler-utils command -v pdftotext
need poppler-utils command -v pdftoppm
need chromium command -v chromium
# The fonts in which a page without fonts of its own is set.
need fonts-liberation bash -c 'fc-list | grep -qi liberation'
need python3-uno /usr/bin/python3 -c 'import uno'

if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing ${missing[*]} …"
    bash scripts/install_packages.sh "${missing[@]}" ||
        echo "Not all could be installed; the tests that need them will fail." >&2
fi

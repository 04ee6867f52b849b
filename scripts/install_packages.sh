#!/usr/bin/env bash
# Install Debian packages, as root or through sudo.
#
#   bash scripts/install_packages.sh PACKAGE…
set -eu
if ! command -v apt-get >/dev/null; then
    echo "Please install by the means of your system: $*" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
fi
options=(-qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5)
"${as_root[@]}" apt-get "${options[@]}" update
options+=(-y --no-install-recommends)
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get "${options[@]}" install "$@" >/dev/null

#!/usr/bin/env bash
# Installs what `make run` or `make test` needs; what it cannot install it names exactly.
set -euo pipefail
purpose=${1:?run or test}
missing=()

command -v cargo >/dev/null || missing+=("cargo (Rust 1.95, https://rustup.rs)")
command -v cc >/dev/null || missing+=("a C compiler (Debian: build-essential)")
command -v node >/dev/null || missing+=("node 20 or newer")
command -v npm >/dev/null || missing+=("npm 10 or newer")

packages=()
if [ "$purpose" = test ]; then
    command -v chromium >/dev/null || packages+=(chromium)
    command -v pdfsig >/dev/null || packages+=(poppler-utils)
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || packages+=(postgresql)
fi
if [ ${#packages[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "installing from Debian: ${packages[*]}"
        log=$(mktemp)
        (apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}") >"$log" 2>&1 ||
            { tail -20 "$log"; missing+=("${packages[@]}"); }
    else
        missing+=("Debian packages: ${packages[*]}")
    fi
fi
if [ ${#missing[@]} -gt 0 ]; then
    echo "This is missing and could not be installed here:" >&2
    printf '  - %s\n' "${missing[@]}" >&2
    exit 1
fi

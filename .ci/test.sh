#!/usr/bin/env bash
# Everything that must be green, cheapest first. Stops at the first failure.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

step "format"
cargo fmt --all --check
step "pages: types, rules, unit tests"
(cd admin-ui && { [ -d node_modules ] || npm ci --no-audit --no-fund; } && npm run typecheck && npm run lint && npm test)
step "build"
cargo build --locked --workspace --all-targets
step "clippy"
cargo clippy --locked --workspace --all-targets -- -D warnings
step "tests"
cargo test --locked --workspace
step "definitions"
"${CARGO_TARGET_DIR:-target}/debug/xiezhi" check definitions
"${CARGO_TARGET_DIR:-target}/debug/xiezhi" rehearse | tail -1
step "browser"
(cd tests/e2e && { [ -d node_modules ] || npm ci --no-audit --no-fund; } && npm test)
step "done"

# Two commands: `make run` starts the product, `make test` proves it. Each installs what it needs.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

# The build cache lies outside the clone, so that a fresh clone starts warm.
CACHE ?= $(HOME)/.cache/xiezhi
export CARGO_TARGET_DIR ?= $(CACHE)/target
export XIEZHI_FONTS ?= $(CACHE)/fonts
export XIEZHI_UI ?= require

DATA ?= $(HOME)/.local/share/xiezhi-demo
PORT ?= 8080

.PHONY: run test lint bench torture dist clean-demo tools-run tools-test

run: tools-run
	@echo "[3/4] building (the first build takes some minutes)"
	@cargo build --locked -p server
	@echo "[4/4] starting"
	@$(CARGO_TARGET_DIR)/debug/xiezhi serve --demo --data "$(DATA)" --listen 127.0.0.1:$(PORT)

test: tools-test
	@.ci/test.sh

lint:
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cd admin-ui && npm run lint && npm run typecheck

bench:
	cargo run --locked --release -p tests --bin core_speed

torture:
	cargo build --locked --release -p server
	cargo test --locked --release -p tests --test it kills_go_on -- --ignored --nocapture
	cargo run --locked --release -p tests --bin torture

dist:
	cargo build --locked --release -p server
	@echo "$(CARGO_TARGET_DIR)/release/xiezhi"

clean-demo:
	rm -rf "$(DATA)"

tools-run:
	@echo "[1/4] tools"
	@.ci/tools.sh run
	@echo "[2/4] fonts"
	@engine/documents/fonts.sh

tools-test:
	@.ci/tools.sh test
	@engine/documents/fonts.sh

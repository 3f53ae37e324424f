# Two commands are all a newcomer needs: `make demo` and `make test`.
.PHONY: demo test check bench build packages-build packages-demo packages-test clean

SWIFT ?= swift

packages-build:
	@scripts/install-packages build

packages-demo:
	@scripts/install-packages build demo

packages-test:
	@scripts/install-packages build demo test

## A release build: .build/release/airgap
build: packages-build
	$(SWIFT) build -c release --product airgap

## Build a real bundle from examples/demo, prove it, and say what is in it.
demo: packages-demo
	@$(SWIFT) build -c release --product airgap
	@scripts/demo

## Every test, against real peers.
test: packages-test
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

## What must hold before a commit: format, lint, imports, tests.
check: packages-test
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests
	git diff --exit-code --stat
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	$(SWIFT) test --skip-build

## Measured ratios against peers, on this machine.
bench: packages-test
	$(SWIFT) build -c release --product airgap
	Benchmarks/bench.sh
	Benchmarks/images.sh

clean:
	rm -rf .build bundle/*.tgz bundle/*.sha256

# Two commands are all a newcomer needs: `make demo` and `make test`.
.PHONY: demo test check bench soak fuzz build site-program packages-build packages-demo packages-site packages-test clean

SWIFT ?= swift

# How a release is linked: docs/decisions/0013-linked-whole.md. Debug builds and tests are not.
RELEASE = $(SWIFT) build -c release --product airgap --static-swift-stdlib -Xswiftc -use-ld=lld \
    -Xlinker --no-export-dynamic -Xlinker -z -Xlinker pack-relative-relocs

packages-build:
	@scripts/install-packages build

packages-demo:
	@scripts/install-packages build demo

packages-site:
	@scripts/install-packages build site

packages-test:
	@scripts/install-packages build demo test

## A release build: .build/release/airgap
build: packages-build
	$(RELEASE)

## The program that bundles carry: one static executable without the solver, .build/release/airgap-site
site-program: packages-site
	$(RELEASE) --disable-default-traits --scratch-path .build-site -Xswiftc -static-executable -Xlinker -s \
	    -Xlinker -lnettle -Xlinker -llzma -Xlinker -lzstd -Xlinker -lbz2 -Xlinker -lz \
	    $(foreach name,__register_frame_info __deregister_frame_info, \
	        -Xlinker --wrap=$(name) -Xlinker --defsym=__wrap_$(name)=0)
	mkdir -p .build/release
	cp .build-site/release/airgap .build/release/airgap-site

## Build a real bundle from examples/demo, prove it, and say what is in it.
demo: packages-demo
	@$(RELEASE)
	@scripts/demo

## Every test, against real peers.
test: packages-test site-program
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

## What must hold before a commit: format, lint, imports, tests.
check: packages-test site-program
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests
	git diff --exit-code --stat
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	$(SWIFT) test --skip-build

## Measured ratios against peers, on this machine.
bench: packages-test
	$(RELEASE)
	Benchmarks/bench.sh
	Benchmarks/images.sh
	Benchmarks/serve.sh

## Twenty thousand mutants, and a file of more than 8 GiB.
soak: packages-test
	$(SWIFT) build --build-tests
	AIRGAP_MUTANTS=20000 $(SWIFT) test --skip-build --filter MutationTests
	$(RELEASE)
	scripts/soak-large-file

## The readers of hostile bytes, for ROUNDS rounds each, from a new seed each time.
fuzz: packages-test
	$(SWIFT) build --build-tests
	seed=$$(date +%s); echo "AIRGAP_FUZZ_SEED=$$seed"; \
	AIRGAP_FUZZ_SEED=$$seed AIRGAP_FUZZ_ROUNDS=$(or $(ROUNDS),50000) $(SWIFT) test --skip-build --filter FuzzTests

clean:
	rm -rf .build .build-site bundle/*.tgz bundle/*.sha256

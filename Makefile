# The front door: `make help`. CMake presets do the work; this file only names it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 120

# ccache is used where it is, and not asked for.
export CMAKE_CXX_COMPILER_LAUNCHER ?= $(shell command -v ccache)
export CTEST_PARALLEL_LEVEL ?= $(JOBS)

sources = $(shell git ls-files '*.cpp' '*.hpp' '*.c' '*.h')
scripts = $(shell git grep -lE '^\#!.*\b(ba)?sh\b')

# $(call build,PRESET[,TARGETS]): configures once, then builds.
define build
	@test -f build/$(1)/build.ninja || cmake --preset $(1)
	cmake --build --preset $(1) --parallel $(JOBS) $(if $(2),--target $(2))
endef

# $(call tidy,NAME[,OPTIONS]): clang-tidy over src/; what it says besides findings stays in build/NAME.log.
tidy = { run-clang-tidy-19 -quiet -j $(JOBS) -p build/dev $(2) "^$$PWD/src/" > build/$(1).log 2>&1 \
  || { grep -v -e 'warnings generated' -e '^$$' build/$(1).log; exit 1; }; }

.PHONY: help
help: ## say what there is
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 26

.PHONY: packages-build packages
packages-build:
	@packaging/install-packages.sh build
packages:
	@packaging/install-packages.sh

.PHONY: demo
demo: packages-build ## see corsage why at work: a blocked page, every cause, the fix, and the proof
	$(call build,release,corsage_demo)
	@build/release/examples/demo/corsage_demo build/release/src/cli/corsage
	@echo "The program is build/release/src/cli/corsage; 'make install PREFIX=~/.local' puts it into ~/.local/bin."

.PHONY: test
test: packages ## install what is missing, build, run every test
	$(call build,dev)
	ctest --preset dev
	@tools/conformance.sh check build/dev/Testing/Temporary/LastTest.log

.PHONY: test-platforms
test-platforms: packages ## start what is written for every platform that can be installed, and ask it
	@packaging/install-packages.sh platforms
	$(call build,dev,test_platforms)
	@tests/end_to_end/express/install.sh build/dev/tests/end_to_end/express
	@tests/end_to_end/express/install.sh build/dev/tests/platforms/node
	build/dev/tests/platforms/test_platforms --gtest_brief=1

.PHONY: test-browsers
test-browsers: packages ## a page, an API and the gateway between them, asked by a real Chromium
	@packaging/install-packages.sh browsers
	$(call build,dev,test_browsers)
	@tests/end_to_end/express/install.sh build/dev/tests/end_to_end/express
	build/dev/tests/browsers/test_browsers --gtest_brief=1

.PHONY: test-long
test-long: packages ## a WebSocket and an event stream through the gateway for four minutes
	$(call build,dev,test_long_streams)
	build/dev/tests/end_to_end/test_long_streams --gtest_brief=1

.PHONY: sanitize
sanitize: packages ## every test and fuzz corpus under the address and undefined behaviour sanitizers
	$(call build,dev,test_end_to_end)
	$(call build,asan)
	ctest --preset asan

.PHONY: sanitize-thread
sanitize-thread: packages ## the gateway's tests under the thread sanitizer
	$(call build,dev,test_end_to_end)
	$(call build,tsan,corsage_program test_gateway)
	TSAN_OPTIONS=halt_on_error=1 build/tsan/tests/unit/gateway/test_gateway --gtest_brief=1
	TSAN_OPTIONS=halt_on_error=1 CORSAGE_BINARY=build/tsan/src/cli/corsage \
	  build/dev/tests/end_to_end/test_end_to_end --gtest_brief=1 --gtest_filter='*Gateway*:*Relay*'

.PHONY: lint
lint: packages ## clang-tidy, clang-format, codespell, shellcheck
	@test -f build/dev/build.ninja || cmake --preset dev
	@echo "lint: spelling" && codespell $$(git ls-files)
	@echo "lint: shell scripts" && shellcheck $(scripts)
	@echo "lint: layout" && clang-format-19 --dry-run -Werror $(sources)
	@echo "lint: clang-tidy" && $(call tidy,lint)
	@echo "lint: clean"

# NewDeleteLeaks loses track of CLI11's shared pointers; the optional ones guess about padding and taint. Shallow mode: the deep one
# takes twice as long over fmt's and toml++'s templates as all checks of clang-tidy together.
analyzer = -checks='-*,clang-analyzer-*,-clang-analyzer-cplusplus.NewDeleteLeaks,-clang-analyzer-optin.*' \
  -extra-arg=-Xclang -extra-arg=-analyzer-config -extra-arg=-Xclang -extra-arg=mode=shallow

.PHONY: analyze
analyze: packages ## clang's analyzer, which follows the paths through every function
	@test -f build/dev/build.ninja || cmake --preset dev
	@$(call tidy,analyze,$(analyzer))
	@echo "analyze: clean"

.PHONY: format
format: packages ## lay out the sources as clang-format has them
	@clang-format-19 -i $(sources)

.PHONY: fuzz
fuzz: packages ## every fuzz target, FUZZ_SECONDS each
	$(call build,fuzz)
	fuzz/run.sh build/fuzz $(FUZZ_SECONDS)

.PHONY: bench
bench: packages ## what everything costs, in figures
	$(call build,bench,benchmarks)
	@bench/run.sh build/bench

.PHONY: bench-audit
bench-audit: packages ## what an audit costs: 300 URLs, and the memory for a list of AUDIT_URLS (5,000)
	$(call build,bench,corsage_program corsage_lab bench_audit_cost)
	@bench/audit.sh build/bench

.PHONY: bench-audit-memory
bench-audit-memory: packages ## the time and the memory of an audit of AUDIT_URLS (100,000) URLs that are piped into it
	$(call build,bench,corsage_program bench_audit_memory)
	@bench/audit.sh build/bench memory

.PHONY: bench-gateway
bench-gateway: packages ## what the gateway costs beside nginx, HAProxy, Caddy and cors-anywhere
	@packaging/install-packages.sh bench-gateway
	$(call build,bench,corsage_program bench_gateway_cost bench_gateway_scale)
	@bench/gateway/run.sh build/bench

.PHONY: docs docs-conformance docs-performance docs-api
docs: docs-conformance docs-performance ## write everything under docs/ that is generated
	cmake --build --preset dev --target docs_reasons
docs-api: packages ## write the pages of libcorsage's headers to build/docs-api
	tools/docs_api.sh build/docs-api
docs-conformance: packages
	$(call build,dev)
	ctest --preset dev
	tools/conformance.sh write build/dev/Testing/Temporary/LastTest.log
docs-performance: bench bench-gateway
	tools/performance.sh build/bench/figures.log build/bench/gateway-figures.log

.PHONY: coverage
coverage: packages ## line coverage of the tests, in build/coverage/report
	$(call build,coverage)
	ctest --preset coverage
	mkdir -p build/coverage/report
	gcovr --root . --filter 'src/' --filter 'include/' --print-summary \
	  --html-details build/coverage/report/index.html build/coverage

.PHONY: install
install: packages-build ## build the release and install program and libcorsage below PREFIX (default /usr/local)
	$(call build,release,corsage_program corsage_shared corsage_static)
	cmake --install build/release --prefix $(PREFIX)

.PHONY: clean
clean: ## remove everything that was built
	rm -rf build

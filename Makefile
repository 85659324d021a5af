# Lede's everyday commands; `make` alone lists them. Works with GNU make 3.81 (macOS) and later.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift

# Where `lint` builds. Its flags differ from those of `test`, so that sharing one folder would rebuild
# everything at each turn; `.ci/run` gives both the same flags and the same folder.
LINT_BUILD ?= .build-lint

# What `bench-peers` and `bench-peers-queries` hand to their harness, such as `--rounds 5`.
PEERS_OPTIONS ?=

# What `relevance` and `relevance-check` hand to theirs, such as `--collections cranfield`.
RELEVANCE_OPTIONS ?=

# What `relevance-passages` hands to its harness, such as `--list`.
PASSAGES_OPTIONS ?=

# How many damaged inputs `fuzz` makes for each reader.
FUZZ_INPUTS ?= 100000

# How long `soak` goes on.
SOAK_MINUTES ?= 30

# How many hostile queries `fuzz-queries` asks.
QUERY_FUZZ_INPUTS ?= 1000000

# A folder of HTML pages for `bench-formats`: they become a web archive, and are searched by their titles.
PAGES ?= /usr/share/doc

# The longest a Swift file may grow, in lines.
MAXIMUM_LINES = 600

ifeq ($(shell uname -s),Darwin)
# Homebrew's folders are not on the compiler's own search path on every Mac.
BREW_PREFIX := $(shell brew --prefix 2>/dev/null)
FLAGS = $(if $(BREW_PREFIX),-Xcc -I$(BREW_PREFIX)/include -Xlinker -L$(BREW_PREFIX)/lib)
RELEASE = -c release $(FLAGS)
else
FLAGS =
# The commands then run on machines without a Swift toolchain.
RELEASE = -c release --static-swift-stdlib
endif

# A `~` reaches make unexpanded from some shells.
BIN = $(DESTDIR)$(patsubst ~/%,$(HOME)/%,$(PREFIX))/bin
FIND_SWIFT = find Package.swift Sources Tests Benchmarks -name '.build*' -prune -o -type f -name '*.swift'

SHELL := bash

# SwiftPM uses all cores by itself and locks its build folder.
.NOTPARALLEL:
.PHONY: help setup build demo test torture soak sanitize lint fuzz fuzz-queries bench bench-build bench-peers \
	bench-peers-queries bench-peers-setup bench-formats relevance relevance-check relevance-passages install uninstall clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-20s %s\n", $$1, $$2 }' Makefile

setup: ## check for Swift and the system libraries, and install what is missing
	@SWIFT="$(SWIFT)" .ci/setup

build: setup ## build both commands for use
	$(SWIFT) build $(RELEASE) --product lede-index
	$(SWIFT) build $(RELEASE) --product lede-query

demo: build ## index the sample archive in seeds/ and run three queries
	@set -euo pipefail; \
	export PATH="$$($(SWIFT) build $(RELEASE) --show-bin-path):$$PATH"; \
	rm -f .build/demo.sqlite .build/demo.sqlite-*; \
	run() { printf '\n$$ %s\n' "$$1"; eval "$$1" || exit; }; \
	run "export LEDE_INDEX=.build/demo.sqlite"; \
	run "lede-index seeds"; \
	run "lede-query -n 3 --all 'armoured train'"; \
	run "lede-query -n 3 'US intelligence'"; \
	run "lede-query -l 'harvest' | xargs wc -w"

test: setup ## build and run the whole test suite
	$(SWIFT) build $(FLAGS) --build-tests
	$(SWIFT) test $(FLAGS) --parallel

# What tries a great deal is built as it is shipped, in a folder of its own.
LONG_TEST = $(SWIFT) test -c release $(FLAGS) -Xswiftc -enable-testing --scratch-path .build-long

fuzz: setup ## feed every reader FUZZ_INPUTS damaged inputs
	LEDE_FUZZ_INPUTS=$(FUZZ_INPUTS) $(LONG_TEST) --filter ReaderFuzzTests

fuzz-queries: setup ## ask QUERY_FUZZ_INPUTS hostile queries
	LEDE_QUERY_FUZZ_INPUTS=$(QUERY_FUZZ_INPUTS) $(LONG_TEST) --filter QueryFuzzTests

torture: setup ## try to break every promise of the README, at length, and print a table of it
	@table=$$(mktemp); trap 'rm -f "$$table"' EXIT; status=0; \
	LEDE_TORTURE=1 LEDE_TORTURE_TABLE=$$table $(LONG_TEST) --no-parallel --filter ReliabilityTests || status=$$?; \
	printf '\n'; { printf 'fault\ttries\tsurvived\tlost\tremark\n'; sort "$$table"; } | column -t -s "$$(printf '\t')"; \
	exit $$status

soak: setup ## change, kill and query one index for SOAK_MINUTES, and compare it with a model
	LEDE_SOAK_MINUTES=$(SOAK_MINUTES) $(LONG_TEST) --filter SoakTests

sanitize: setup ## run what handles memory by hand, and what runs in threads, under sanitizers and valgrind
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test $(FLAGS) --sanitize=address --scratch-path .build-address \
		--filter 'TextAnalysisTests|ArticlesTests|PassageIndexTests|PassageSearchTests'
	TSAN_OPTIONS=halt_on_error=1 $(SWIFT) test $(FLAGS) --sanitize=thread --scratch-path .build-thread \
		--filter 'SearchServiceTests|BulkBuildTests|BulkPropertyTests|BulkFailureTests|BulkSearchTests|RunLockTests'
ifneq ($(shell uname -s),Darwin)
	DEBIAN_PACKAGES=valgrind HEADERS= .ci/setup
	$(MAKE) build
	Tests/Sanitizers/valgrind "$$($(SWIFT) build $(RELEASE) --show-bin-path)"
endif

lint: setup ## check format, warnings, imports between the floors, and lengths of files
	@$(SWIFT) format --version > /dev/null 2>&1 \
		|| { echo "make lint: this toolchain has no 'swift format'; it comes with Swift 6" >&2; exit 1; }
	$(FIND_SWIFT) -print0 | xargs -0 $(SWIFT) format lint --strict --parallel
	@$(FIND_SWIFT) -print0 | xargs -0 wc -l | awk '$$2 != "total" && $$1 > $(MAXIMUM_LINES) \
		{ print $$2 ": " $$1 " lines; split it, $(MAXIMUM_LINES) are the limit"; long = 1 } END { exit long }' >&2
	LEDE_STRICT=1 $(SWIFT) build $(FLAGS) --scratch-path $(LINT_BUILD) --build-tests \
		--explicit-target-dependency-import-check error

bench: setup ## run the benchmarks
	$(SWIFT) package $(FLAGS) --package-path Benchmarks benchmark --no-progress

bench-peers: build ## measure Lede beside its peers, as whole processes (see Benchmarks/README.md)
	@python3 Benchmarks/peers/run.py --lede-index "$$($(SWIFT) build $(RELEASE) --show-bin-path)/lede-index" \
		$(PEERS_OPTIONS)

bench-peers-queries: build ## measure Lede's queries beside those of its peers
	@bin="$$($(SWIFT) build $(RELEASE) --show-bin-path)" && python3 Benchmarks/peers/run_queries.py \
		--lede-index "$$bin/lede-index" --lede-query "$$bin/lede-query" $(PEERS_OPTIONS)

bench-formats: build ## make a web archive of the HTML below PAGES, index it, and look for each page by its title
	@bin="$$($(SWIFT) build $(RELEASE) --show-bin-path)" && mkdir -p Benchmarks/results \
		&& python3 Benchmarks/formats/make_warc.py "$(PAGES)" Benchmarks/results/pages.warc.gz \
		&& python3 Benchmarks/formats/known_pages.py Benchmarks/results/pages.warc.gz \
			--lede-index "$$bin/lede-index" --lede-query "$$bin/lede-query"

relevance: build ## measure how good Lede's rankings are, beside its peers (see Benchmarks/README.md)
	@bin="$$($(SWIFT) build $(RELEASE) --show-bin-path)" && python3 Benchmarks/relevance/run_relevance.py \
		--lede-index "$$bin/lede-index" --lede-query "$$bin/lede-query" $(RELEVANCE_OPTIONS)

relevance-check: build ## fail when Lede's rankings are worse than the pinned figures
	@bin="$$($(SWIFT) build $(RELEASE) --show-bin-path)" && python3 Benchmarks/relevance/check_relevance.py \
		--lede-index "$$bin/lede-index" --lede-query "$$bin/lede-query" $(RELEVANCE_OPTIONS)

relevance-passages: build ## measure which passages are shown, on the collections of $LEDE_COLLECTIONS
	@bin="$$($(SWIFT) build $(RELEASE) --show-bin-path)" && python3 Benchmarks/relevance/passages/run.py \
		--lede-index "$$bin/lede-index" --lede-query "$$bin/lede-query" $(PASSAGES_OPTIONS)

bench-peers-setup: ## install the peers that Debian has packages of
	@set -e; as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	$$as_root apt-get update; \
	$$as_root apt-get install -y python3-venv python3-xapian recollcmd sqlite3 xapian-tools zstd

bench-build: setup ## only compile the benchmarks
	$(SWIFT) build $(FLAGS) --package-path Benchmarks -c release

install: build ## install both commands under PREFIX (default /usr/local)
	install -d "$(BIN)"
	for command in lede-index lede-query; do \
		install -m 755 "$$($(SWIFT) build $(RELEASE) --show-bin-path)/$$command" "$(BIN)/$$command" || exit 1; \
	done

uninstall: ## remove both commands from PREFIX
	rm -f "$(BIN)/lede-index" "$(BIN)/lede-query"

clean: ## remove everything that was built
	rm -rf .build .build-long .build-lint .build-address .build-thread Benchmarks/.build Benchmarks/results/environment Benchmarks/results/relevance

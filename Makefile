# `make report` makes the report, `make test` runs the tests; both install what is missing first.
PROFILE ?= quick
SHELL := /bin/bash
PACKAGES := libssl-dev libarchive-dev gnuplot-nox libgnuplot-iostream-dev libboost-iostreams-dev \
  libboost-filesystem-dev libboost-system-dev pandoc fonts-dejavu-core
WORLD ?= generated
REPORT_FLAGS := --profile $(PROFILE) --world $(WORLD) $(if $(SEEDS),--seeds $(SEEDS)) \
  $(if $(RECORDED),--recorded $(RECORDED)) $(if $(filter 1,$(STRICT)),--strict)

JOBS ?= 2

.PHONY: help report test mutants torture fuzz sanitize bench build dependencies format base

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14
	@echo "Options of report: PROFILE=smoke|quick|full, WORLD=generated|alfworld, SEEDS=1,2,3,"
	@echo "  RECORDED=ARCHIVE (read runs instead of training), STRICT=1 (warnings are errors)"
	@echo "Options of mutants: DRAW=3 (a few, drawn by the date), JOBS=2 (copies at once)"
	@echo "Options of torture: N=200 (kills), AGENT=smollm2; of fuzz: TARGET=gguf, RUNS=1000000;"
	@echo "  of sanitize: KIND=address|thread|undefined|valgrind"

dependencies: ## install the Debian packages that are missing
	@missing=$$(for p in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  echo "installing" $$missing; \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi

build: dependencies ## compile everything
	swift build -c release

report: build ## train, measure and write Report/report.html
	.build/release/rlvmr report $(REPORT_FLAGS) --readme README.md

test: dependencies ## run all tests
	swift build -c release --build-tests
	swift test -c release --skip-build

mutants: dependencies ## put faults into the science, one at a time: a test has to notice each
	swift build -c release --product mutants
	.build/release/mutants --jobs $(JOBS) $(if $(DRAW),--draw $(DRAW))

torture: dependencies ## kill it again and again: nothing may be lost, and the bytes stay the same
	swift build -c release
	python3 Tests/Torture/torture.py .build/release/rlvmr --kills $(or $(N),200) \
	  $(if $(AGENT),--agent $(AGENT)) $(if $(WRITE),--write $(WRITE))

fuzz: dependencies ## read a million made-up files of each kind; TARGET names one kind
	nice -n 15 Tests/Fuzz/fuzz.sh $(or $(TARGET),all) $(or $(RUNS),1000000)

sanitize: dependencies ## run the tests under AddressSanitizer, ThreadSanitizer, UBSan and valgrind
	Tests/Sanitizers/sanitize.sh $(KIND)

bench: build ## measure speed beside PyTorch and write Benchmarks/README.md
	@python3 -c 'import torch, safetensors, textworld' 2>/dev/null || \
	  echo "without PyTorch the product is measured alone; for the comparison:" \
	    "pip install -r Benchmarks/peers/requirements.txt"
	.build/release/rlvmr bench --peers Benchmarks/peers --write Benchmarks

base: build ## pretrain the shipped base model again
	.build/release/rlvmr pretrain --output Sources/Experiments/BaseModel

format: ## format and lint the sources
	swift format -i -r Package.swift Sources Tests Chapters
	swift format lint --strict -r Package.swift Sources Tests Chapters

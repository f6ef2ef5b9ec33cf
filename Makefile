# `make report` makes the report, `make test` runs the tests; both install what is missing first.
PROFILE ?= quick
SHELL := /bin/bash
PACKAGES := libssl-dev libarchive-dev gnuplot-nox libgnuplot-iostream-dev libboost-iostreams-dev \
  libboost-filesystem-dev libboost-system-dev pandoc fonts-dejavu-core
WORLD ?= generated
comma := ,
space := $(subst ,, )
# Reports of other agents and games, whose numbers stand beside this one's.
BESIDE := $(patsubst %/report.md,%,$(wildcard Report/ALFWorld/report.md Report/SmolLM2/report.md))
# Chapters that are not bound into the report and whose answers it gives.
FURTHER := $(patsubst %/results.json,%,$(wildcard $(patsubst %,Report/%/results.json,OtherBalance OtherMethods OtherPairs OtherPrompts OtherRewards OtherSeeds OtherStarts OtherWeights)))
REPORT ?= Report
REPORT_FLAGS := --profile $(PROFILE) --world $(WORLD) $(if $(SEEDS),--seeds $(SEEDS)) \
  $(if $(RECORDED),--recorded $(RECORDED)) $(if $(filter 1,$(STRICT)),--strict) \
  $(if $(BESIDE),--beside $(subst $(space),$(comma),$(BESIDE))) \
  $(if $(FURTHER),--further $(subst $(space),$(comma),$(FURTHER)))
# A smoke report only shows that everything runs: it leaves the committed report, its figures, the runs it
# rests on and the README alone.
REPORT_PLACE := $(if $(filter smoke,$(PROFILE)),--output .build/smoke --figures .build/smoke/Figures,\
  --readme README.md)

JOBS ?= 2

.PHONY: help report alfworld balance methods pairs prompts rewards seeds starts weights smollm2 primer viewer pdf test pages-test mutants recipes exercise exercises-test torture \
  fuzz determinism ranks sanitize bench bench-smollm2 groups base build dependencies format

help: ## say what can be made
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 16
	@echo "Options of report: PROFILE=smoke|quick|main|full, WORLD=generated|alfworld, SEEDS=1,2,3,"
	@echo "  (a smoke report goes to .build/smoke and leaves Report, Figures and README.md as they are),"
	@echo "  RECORDED=ARCHIVE (read runs instead of training), STRICT=1 (every claim must be tested)"
	@echo "Options of mutants: DRAW=3 (a few, drawn by the date), JOBS=2 (copies at once)"
	@echo "Options of exercise: N=3"
	@echo "Options of torture: N=200 (kills), AGENT=smollm2; of fuzz: TARGET=gguf, RUNS=1000000,"
	@echo "  PASSES=speed|address; of sanitize: KIND=address|thread|undefined|valgrind; of these, determinism and ranks: WRITE=FILE.json"

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

report: build ## train, measure and write Report/report.html (PROFILE=smoke: .build/smoke/report.html)
	.build/release/rlvmr report $(REPORT_FLAGS) $(REPORT_PLACE)

# A chapter that is not bound into the report, with an archive of its own.
define further
	.build/release/$(1) --profile $(PROFILE) --world $(WORLD) $(if $(SEEDS),--seeds $(SEEDS)) \
	  --output Report --figures Figures --page $(if $(RECORDED),--recorded $(RECORDED))
	$(if $(RECORDED),,.build/release/rlvmr record --chapter $(1) --runs Report/runs --into Report/$(1)/runs.tar.gz)
endef

alfworld: build ## the main methods on the released games: Report/ALFWorld (some two hours, or RECORDED=ARCHIVE)
	.build/release/rlvmr report --profile main --world alfworld $(if $(SEEDS),--seeds $(SEEDS)) \
	  --output Report/ALFWorld --figures Figures/ALFWorld $(if $(RECORDED),--recorded $(RECORDED))

balance: PROFILE = main
balance: WORLD = alfworld
balance: build ## other balance and rules of the reward, released games: Report/OtherBalance (two and a half hours, or RECORDED=ARCHIVE)
	$(call further,OtherBalance)

methods: build ## other methods, and RLVMR by other rules: Report/OtherMethods (three quarters of an hour, or RECORDED=ARCHIVE)
	$(call further,OtherMethods)

pairs: build ## hold out two more pairs of categories: Report/OtherPairs (three quarters of an hour, or RECORDED=ARCHIVE)
	$(call further,OtherPairs)

prompts: build ## the possible commands in every prompt: Report/OtherPrompts (an hour and a half, or RECORDED=ARCHIVE)
	$(call further,OtherPrompts)

rewards: build ## other rewards, and RLVMR without parts: Report/OtherRewards (20 minutes, or RECORDED=ARCHIVE)
	$(call further,OtherRewards)

seeds: PROFILE = main
seeds: WORLD = alfworld
seeds: build ## the claims with starts at one rate and new base models: Report/OtherSeeds (three hours, or RECORDED=ARCHIVE)
	$(call further,OtherSeeds)

starts: PROFILE = main
starts: WORLD = alfworld
starts: build ## tags and their start's rate apart: Report/OtherStarts (an hour and a quarter, or RECORDED=ARCHIVE)
	$(call further,OtherStarts)

weights: build ## which tag's reward does it, and how much of it: Report/OtherWeights (half an hour, or RECORDED=ARCHIVE)
	$(call further,OtherWeights)

smollm2: SEEDS ?= 1,2
smollm2: build ## the report of a real language model: Report/SmolLM2 (four hours, or RECORDED=ARCHIVE)
	.build/release/rlvmr report --agent smollm2 --profile quick --world alfworld --frozen-blocks 15 \
	  --seeds $(SEEDS) --output Report/SmolLM2 --figures Figures/SmolLM2 $(if $(RECORDED),--recorded $(RECORDED))

primer: dependencies ## write the primer, which trains nothing: .build/primer/Primer/chapter.html
	swift build -c release --product Primer
	.build/release/Primer --output .build/primer --page

viewer: dependencies ## make the page to step through recorded episodes: .build/viewer.html
	swift build -c release --product rlvmr
	.build/release/rlvmr view sft grpo grpo-tagged rlvmr --count 4 --recorded Report/runs.tar.gz \
	  --groups Report/groups.tar.gz --page .build/viewer.html

pdf: ## print the report as REPORT/report.pdf, with Chromium; REPORT is Report unless told otherwise
	@command -v chromium >/dev/null || { echo "chromium: not found; apt install chromium" >&2; exit 1; }
	@fc-list 2>/dev/null | grep -qiE 'STIX|Latin ?Modern Math|DejaVu Math' || \
	  echo "no font for mathematics, so sub- and superscripts are set by guess; apt install fonts-stix" >&2
	@chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer \
	  --generate-pdf-document-outline --print-to-pdf=$(REPORT)/report.pdf $(REPORT)/report.html \
	  2>/dev/null || { echo "Chromium could not print $(REPORT)/report.html" >&2; exit 1; }
	@echo $(REPORT)/report.pdf

test: dependencies ## run all tests
	swift build -c release --build-tests
	swift test -c release --skip-build

pages-test: dependencies ## render the committed reports again, and go through the pages in Chromium
	swift build -c release --build-tests
	RLVMR_PAGES=1 swift test -c release --skip-build \
	  --filter 'BrowserTests|ReportPageTests|aCommittedReportIsWhatItsRunsRenderTo|aCommittedChapterIsWhatItsRunsRenderTo'

mutants: dependencies ## put faults into the science, one at a time: a test has to notice each
	swift build -c release --product mutants
	.build/release/mutants --jobs $(JOBS) $(if $(DRAW),--draw $(DRAW))

recipes: dependencies ## do what the recipes of CONTRIBUTING.md say, and use the library from another package
	swift build -c release --product mutants
	.build/release/mutants --recipes
	Tests/Dependent/check.sh

exercise: dependencies ## list the exercises, or check the one with the number N
	@Exercises/check $(N)

exercises-test: dependencies ## prove that every solution passes its checker and every hole fails it
	Exercises/check --prove

torture: dependencies ## kill it again and again: nothing may be lost, and the bytes stay the same
	swift build -c release
	python3 Tests/Torture/torture.py .build/release/rlvmr --kills $(or $(N),200) \
	  $(if $(AGENT),--agent $(AGENT)) $(if $(WRITE),--write $(WRITE))

fuzz: dependencies ## read a million made-up files of each kind; TARGET names one kind
	WRITE=$(WRITE) nice -n 15 Tests/Fuzz/fuzz.sh $(or $(TARGET),all) $(or $(RUNS),1000000)

determinism: dependencies ## train again on one core, in another folder, and without AVX2; compare the bytes
	swift build -c release --product rlvmr
	RLVMR_PORTABLE=1 swift build -c release --product rlvmr --scratch-path .build-portable
	python3 Tests/Determinism/determinism.py .build/release/rlvmr .build-portable/release/rlvmr \
	  $(if $(WRITE),--write $(WRITE))

ranks: dependencies ## train one run with 1 to 4 processes under MPI, lose one of them, and compare the bytes
	@command -v mpirun >/dev/null || { \
	  echo "mpirun: not found; apt install openmpi-bin libopenmpi-dev" >&2; exit 1; }
	swift build -c release --traits MPI --product rlvmr --scratch-path .build/mpi
	python3 Tests/Ranks/ranks.py .build/mpi/release/rlvmr $(if $(WRITE),--write $(WRITE))

sanitize: dependencies ## run the tests under AddressSanitizer, ThreadSanitizer, UBSan and valgrind
	WRITE=$(WRITE) Tests/Sanitizers/sanitize.sh $(KIND)

bench: build ## measure speed beside PyTorch and write Benchmarks/README.md
	@python3 -c 'import torch, safetensors, textworld' 2>/dev/null || \
	  echo "without PyTorch the product is measured alone; for the comparison:" \
	    "pip install -r Benchmarks/peers/requirements.txt"
	.build/release/rlvmr bench --peers Benchmarks/peers --write Benchmarks

bench-smollm2: build ## the same for the pretrained agent, into Benchmarks/SmolLM2; an hour and a half
	.build/release/rlvmr bench --model smollm2 --peers Benchmarks/peers --write Benchmarks --rounds 3

groups: build ## record the groups of rollouts that the viewer shows token by token
	.build/release/rlvmr record-groups grpo-tagged rlvmr --places 1 8 11 --seeds 1 \
	  --into Report/groups.tar.gz

base: build ## pretrain the shipped base models again, one a seed
	for seed in 1 2 3 4 5; do .build/release/rlvmr pretrain --seed $$seed \
	  --output Sources/Experiments/BaseModel/$$seed || exit 1; done

format: ## format and lint the sources
	swift format -i -r Package.swift Sources Tests Chapters Exercises
	swift format lint --strict -r Package.swift Sources Tests Chapters Exercises

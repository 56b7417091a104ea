# `make help` lists the commands. Settings of the tools are in pyproject.toml.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

BIN := .venv/bin
PORT ?= 8000
SERVE ?= 1
PYTEST_ARGS ?=
# Much of a browser test is waiting, so there is one worker more than there are processors.
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
# The tests come in the order of tests/conftest.py, which begins with what takes longest.
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder

# Some machines switch compiled modules off; each of the many Pythons that run here would then
# compile all that it imports again, which costs half of the time.
unexport PYTHONDONTWRITEBYTECODE
export PYTHON

SKIP := ! -path '*/__pycache__/*' ! -path '*/.ipynb_checkpoints/*' ! -path '*/node_modules/*'
# What the notebooks compute with: a change here makes all of them run again, since their cache
# looks at their code cells alone.
LIBRARY := $(shell find exercises/leverplug datasets -type f \( -name '*.py' -o -name '*.js' \
             -o -name '*.css' -o -name '*.csv' -o -name '*.toml' -o -name '*.json' \) $(SKIP))
# What reads and writes the pages: a change makes them be read again, from the same results.
EXTENSIONS := $(shell find book/_ext \( -name '*.py' -o -name words.json \) ! -path '*/kernel/*' ! -path '*/web/*' $(SKIP))
# What pages take along: a change makes them be written again.
ASSETS := $(shell find book/_ext -type f ! -name '*.py' ! -name '*.md' $(SKIP)) \
          $(shell find book/_ext/livepages/kernel book/_ext/livepages/web -name '*.py' $(SKIP))
PAGES := $(shell find book -type f ! -path 'book/_ext/*' ! -path 'book/print/*' \
           ! -path 'book/publish/*' $(SKIP))
ASSIGNMENTS := $(shell find exercises/assignments -name '*.md' -o -name '*.py')

.PHONY: help book html assignments grade answers marks serve pdf offline check test test-full model-changed facts calibrate bench bench-live bench-labs lock release clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

book: html  ## set up, build the book and serve it (SERVE=0 only builds; PYTHON=... names a Python)
ifneq ($(SERVE),0)
	@$(MAKE) --no-print-directory serve
endif

html: _build/.html-ready  ## set up and build the book into _build/html

serve: .venv/.book-ready  ## serve the built book at http://localhost:8000 (PORT=...)
	@test -f _build/html/index.html || { echo "There is no built book yet: run make book"; exit 1; }
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null \
	  || { echo "Port $(PORT) is in use; choose another: make serve PORT=8001"; exit 1; }
	@echo "The book is at http://localhost:$(PORT) (stop with Ctrl+C)"
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

assignments: .venv/.grading-ready  ## write the assignments' notebooks, course and marking guide, _build/assignments
	@$(BIN)/python -m assignments.engine make

grade: .venv/.grading-ready  ## mark a class: ASSIGNMENT=05_build_a_portfolio FROM=submissions.zip CLASS=list.csv
	@$(BIN)/python -m assignments.engine grade "$(ASSIGNMENT)" $(if $(FROM),--from "$(FROM)") \
	  $(if $(CLASS),--class-list "$(CLASS)") $(if $(COLUMN),--column "$(COLUMN)") $(if $(CLUSTER),--cluster "$(CLUSTER)")

answers: .venv/.grading-ready  ## mark written answers on local pages: ASSIGNMENT=... (MARKER=ann)
	@$(BIN)/python -m assignments.engine answers "$(ASSIGNMENT)" $(if $(MARKER),--marker "$(MARKER)") \
	  $(if $(filter command%,$(origin PORT)),--port $(PORT))

marks: .venv/.grading-ready  ## take marks of written answers into the gradebook: ASSIGNMENT=...
	@$(BIN)/python -m assignments.engine marks "$(ASSIGNMENT)" $(if $(FORCE),--force)

pdf: .venv/.pdf-ready html  ## print the built book as one PDF, _build/pdf/levers-and-plugs.pdf
	@$(BIN)/python book/print/chromium.py
	@$(BIN)/python book/print/make_pdf.py _build/html _build/pdf/levers-and-plugs.pdf

offline: html  ## pack the book for a classroom without internet, dist/levers-and-plugs.zip
	@$(BIN)/python -m livepages.offline _build/html dist/levers-and-plugs.zip

# --- tests: each tier holds the one before, but for the types, which take a minute ----

UNIT := tests/library tests/model tests/datasets tests/content tests/extensions

check: .venv/.check-ready  ## before every commit: lint, types, tests without browser, book and network
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/codespell
	@$(BIN)/mypy
	@$(BIN)/python tests/javascript/run.py check
	@$(PYTEST) -q -m "not full" $(UNIT) $(PYTEST_ARGS)

test: .venv/.check-ready  ## set up, build the book and run every test that guards a user
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check . && $(BIN)/codespell
	@.ci/bubblewrap
	@$(BIN)/python book/print/chromium.py
	@$(BIN)/python tests/javascript/run.py check
	@echo "Building the book, and trying meanwhile what needs none ..."
	@$(PYTEST) -m "not full" $(PYTEST_ARGS)

test-full: export EXAMPLES = full
test-full: .venv/.check-ready  ## every test, long matrices, other engines and bare machines too (hours)
	@.ci/engines
	@.ci/bubblewrap
	@$(MAKE) --no-print-directory check html
	@$(BIN)/python book/print/chromium.py
	@$(PYTEST) $(PYTEST_ARGS)
	@test -n "$$(git status --porcelain)" || git rev-parse HEAD > _build/.test-full-passed  # for `make release`

# --- the model and its data ---------------------------------------------------

model-changed: .venv/.check-ready  ## after a change of the model: calibrate, facts, sensitivity, golden values, data
	@$(BIN)/python datasets/model_changed.py $(ARGS)

facts: .venv/.book-ready  ## does the model show the facts of its sources? (ten seeds, minutes)
	@$(BIN)/python -m leverplug facts --seeds 10

calibrate: .venv/.book-ready  ## fit the model to the published tables again (minutes)
	@$(BIN)/python -m leverplug calibrate

bench: .venv/.test-ready  ## measure speed and memory
	@PYTHONPATH=tests:tests/support $(BIN)/python -m benchmarks.bench_model
	@PYTHONPATH=tests:tests/support $(BIN)/python -m benchmarks.bench_class
	@PYTHONPATH=tests:tests/support $(BIN)/python -m benchmarks.bench_import
	@PYTHONPATH=tests:tests/support $(BIN)/python -m benchmarks.bench_debrief

bench-live: .venv/.test-ready  ## measure the live pages beside JupyterLite, JupyterLab and others (over an hour; QUICK=1 tries it)
	@LIVEPAGES_CACHE=$(CURDIR)/.cache/livepages LIVEPAGES_REQUIRED=1 $(BIN)/jupyter-book build -q -W tests/benchmarks/live_book --path-output _build/bench
	@PYTHONPATH=tests:tests/support:book/print $(BIN)/python -m benchmarks.bench_live _build/bench/_build/html \
	  $(if $(QUICK),--quick) $(if $(wildcard _build/html/book),--book _build/html)
	@PYTHONPATH=tests:tests/support:book/print $(BIN)/python -m benchmarks.bench_code _build/bench/_build/html $(if $(QUICK),--repeats 1)
	@LIVEPAGES_CACHE=$(CURDIR)/.cache/livepages LIVEPAGES_REQUIRED=1 $(BIN)/jupyter-book build -q -W tests/benchmarks/peers/book --path-output _build/bench-peers
	@PYTHONPATH=tests:tests/support:book/print $(BIN)/python -m benchmarks.bench_peers _build/bench-peers/_build/html _build/bench/_build/html \
	  $(if $(QUICK),--quick)

bench-labs: .venv/.test-ready html  ## measure how soon each lab of the built book answers its sliders (15 minutes)
	@PYTHONPATH=tests:tests/support:book/print $(BIN)/python -m benchmarks.bench_labs _build/html

# --- upkeep -------------------------------------------------------------------

lock: .venv/.test-ready  ## work out requirements.lock again
	@$(BIN)/uv pip compile requirements.txt pyproject.toml --all-extras --universal --python-version 3.11 --fork-strategy fewest \
	  --no-emit-package leverplug --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --output-file requirements.lock --quiet $(LOCK_ARGS)
	@for version in 3.11 3.12 3.13 3.14 3.15; do \
	  $(BIN)/uv pip compile requirements.txt pyproject.toml --all-extras --python-version $$version \
	    --constraint requirements.lock --only-binary :all: --quiet >/dev/null \
	    || { echo "requirements.lock: something in it has no wheel for Python $$version"; exit 1; }; \
	done

release: .venv/.test-ready  ## check that all is ready, tag the version, say what a person has to do
	@$(BIN)/python book/publish/release.py $(ARGS)

clean:  ## delete what was built (not .venv)
	rm -rf _build dist

# --- set-up: a stamp is written only when its step is complete -----------------

# A Python that was named may be another than that of .venv, which is then made again.
.PHONY: python-named
python-named:
	@.ci/environment

.venv/.book-ready: requirements.txt requirements.lock pyproject.toml $(if $(PYTHON),python-named)
	@.ci/environment
	@echo "Installing what the book needs ..."
	@.ci/install site
	@touch $@

.venv/.pdf-ready: .venv/.book-ready
	@echo "Installing what prints the book ..."
	@.ci/install site,pdf
	@touch $@

.venv/.grading-ready: .venv/.book-ready
	@echo "Installing what marks assignments ..."
	@.ci/install site,grading
	@touch $@

.venv/.test-ready: .venv/.book-ready
	@echo "Installing what the tests need ..."
	@.ci/install site,pdf,check,test,grading,cluster,bench
	@touch .venv/.pdf-ready .venv/.grading-ready $@

.venv/.check-ready: .venv/.test-ready tests/javascript/package-lock.json
	@$(BIN)/python tests/javascript/run.py install
	@touch $@

# --- the book -------------------------------------------------------------------

# The book offers students' notebooks, in its pages and in its Lab.
_build/.student-ready: .venv/.book-ready $(ASSIGNMENTS)
	@$(BIN)/python -m assignments.engine student
	@touch $@

_build/.library-ready: $(LIBRARY)
	@rm -rf _build/.jupyter_cache _build/.doctrees
	@mkdir -p _build && touch $@

_build/.extensions-ready: $(EXTENSIONS)
	@rm -rf _build/.doctrees
	@mkdir -p _build && touch $@

# Without this file Sphinx writes every page, whose addresses of style sheets and scripts are new.
_build/.assets-ready: $(ASSETS)
	@rm -f _build/html/.buildinfo
	@mkdir -p _build && touch $@

# A page that was read once is not read again, and its warnings would not come
# back; so a build that did not end well starts from the beginning next time.
_build/.html-ready: .venv/.book-ready _build/.library-ready _build/.extensions-ready \
                    _build/.assets-ready _build/.student-ready _config.yml _toc.yml $(PAGES)
	@if test -e _build/.unfinished; then rm -rf _build/.doctrees; fi
	@touch _build/.unfinished
	@echo "Building the book ..."
	@$(BIN)/jupyter-book build . -W --keep-going
	@rm _build/.unfinished
	@touch $@

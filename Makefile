# `make help` lists the commands. Settings of the tools are in pyproject.toml.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

BIN := .venv/bin
PORT ?= 8000
SERVE ?= 1
PYTEST_ARGS ?=

# What a page is made of, apart from its own text. A change here makes every
# page run again, since the notebooks' cache looks at their code cells alone.
LIBRARY := $(shell find exercises/leverplug datasets book/_ext -type f \
             ! -path '*/__pycache__/*' ! -path '*/.ipynb_checkpoints/*' ! -path '*/node_modules/*')
PAGES := $(shell find book -type f ! -path 'book/_ext/*' ! -path 'book/print/*' ! -path '*/.ipynb_checkpoints/*')
# The book tells of the assignments, and offers students' notebooks that were made.
ASSIGNMENTS := $(wildcard exercises/assignments/*.md _build/assignments/student/*.ipynb)

.PHONY: help book html assignments grade serve pdf offline test lint facts calibrate bench bench-live lock clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

book: html  ## set up, build the book and serve it (SERVE=0 only builds)
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

grade: .venv/.grading-ready  ## mark a class: ASSIGNMENT=05_build_a_portfolio FROM=folder of submissions
	@$(BIN)/python -m assignments.engine grade "$(ASSIGNMENT)" $(if $(FROM),--from "$(FROM)")

pdf: .venv/.pdf-ready html  ## print the built book as one PDF, _build/pdf/levers-and-plugs.pdf
	@$(BIN)/python book/print/chromium.py
	@$(BIN)/python book/print/make_pdf.py _build/html _build/pdf/levers-and-plugs.pdf

offline: html  ## pack the book for a classroom without internet, dist/levers-and-plugs.zip
	@$(BIN)/python -m livepages.offline _build/html dist/levers-and-plugs.zip

# The book is tried as it is published: with the students' notebooks in its Lab.
test: .venv/.test-ready _build/.assignments-ready  ## set up, build the book and run every test
	@$(MAKE) --no-print-directory html
	@$(BIN)/python book/print/chromium.py
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: .venv/.test-ready  ## look for slips in code and spelling
	@$(BIN)/ruff check .
	@$(BIN)/python -m pytest -q tests/content/test_spelling.py

facts: .venv/.book-ready  ## does the model show the facts of its sources? (ten seeds, minutes)
	@$(BIN)/python -m leverplug facts --seeds 10

calibrate: .venv/.book-ready  ## fit the model to the published tables again (minutes)
	@$(BIN)/python -m leverplug calibrate

bench: .venv/.test-ready  ## measure speed and memory
	@PYTHONPATH=tests:tests/support:book/print $(BIN)/python -m benchmarks.bench_model
	@PYTHONPATH=tests:tests/support:book/print $(BIN)/python -m benchmarks.bench_class
	@$(BIN)/python -m pytest -q -s tests/benchmarks

bench-live: .venv/.test-ready  ## measure the live pages beside JupyterLite and JupyterLab (an hour; QUICK=1 tries it)
	@LIVEPAGES_CACHE=$(CURDIR)/.cache/livepages LIVEPAGES_REQUIRED=1 $(BIN)/jupyter-book build -q -W tests/benchmarks/live_book --path-output _build/bench
	@PYTHONPATH=tests:tests/support:book/print $(BIN)/python -m benchmarks.bench_live _build/bench/_build/html \
	  $(if $(QUICK),--quick) $(if $(wildcard _build/html/book),--book _build/html)

lock: .venv/.book-ready  ## work out requirements.lock again
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile requirements.txt pyproject.toml --all-extras --universal --python-version 3.11 --fork-strategy fewest \
	  --no-emit-package leverplug --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --output-file requirements.lock --quiet $(LOCK_ARGS)

clean:  ## delete what was built (not .venv)
	rm -rf _build dist

# --- set-up: a stamp is written only when its step is complete -------------

INSTALL = $(BIN)/python -m pip install --disable-pip-version-check --constraint requirements.lock --requirement requirements.txt

.venv/.book-ready: requirements.txt requirements.lock pyproject.toml
	@.ci/environment
	@echo "Installing what the book needs ..."
	@$(INSTALL) --editable '.[site]'
	@touch $@

.venv/.pdf-ready: .venv/.book-ready
	@echo "Installing what prints the book ..."
	@$(INSTALL) --editable '.[site,pdf]'
	@touch $@

.venv/.grading-ready: .venv/.book-ready
	@echo "Installing what marks assignments ..."
	@$(INSTALL) --editable '.[site,grading]'
	@touch $@

.venv/.test-ready: .venv/.book-ready
	@echo "Installing what the tests need ..."
	@$(INSTALL) --editable '.[site,pdf,test,grading,bench]'
	@touch .venv/.pdf-ready .venv/.grading-ready $@

# --- the assignments ---------------------------------------------------------

_build/.assignments-ready: .venv/.grading-ready $(shell find exercises/assignments -name '*.md' -o -name '*.py')
	@$(BIN)/python -m assignments.engine make
	@touch $@

# --- the book ---------------------------------------------------------------

_build/.library-ready: $(LIBRARY)
	@rm -rf _build/.jupyter_cache _build/.doctrees
	@mkdir -p _build && touch $@

# A page that was read once is not read again, and its warnings would not come
# back; so a build that did not end well starts from the beginning next time.
_build/.html-ready: .venv/.book-ready _build/.library-ready _config.yml _toc.yml $(PAGES) $(ASSIGNMENTS)
	@if test -e _build/.unfinished; then rm -rf _build/.doctrees; fi
	@touch _build/.unfinished
	@echo "Building the book ..."
	@$(BIN)/jupyter-book build . -W --keep-going
	@rm _build/.unfinished
	@touch $@

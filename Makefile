# luocdo: `make demo` does the main job on the shipped example, `make test` passes the tests.
# Both need only Python 3.11 or newer (with venv), make and git; `make help` lists the rest.

SHELL := /bin/sh
VENV  := .venv
BIN   := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
GRAPH := .demo
# The first Python that is new enough; `make demo PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
# DEMO_OPEN=0 ends the demo without the explorer, 1 opens it always; unset, a terminal decides.
DEMO_OPEN ?=
PYTEST_ARGS ?=
INSTALLED := $(VENV)/.installed

.PHONY: help demo test lint format type docs docs-check assets screenshots bench peers lock wheel install install-servers check-python clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(INSTALLED) ## build the example graph, trace 126/QĐ-UBND up, then open the explorer
	@$(BIN)/luocdo build examples --graph $(GRAPH) --again
	@$(BIN)/luocdo trace "126/QĐ-UBND" --up --graph $(GRAPH)
	@if [ ! -f app.py ]; then exit 0; fi; \
	if [ "$(DEMO_OPEN)" = 1 ] || { [ "$(DEMO_OPEN)" != 0 ] && [ -t 1 ] && [ -z "$$CI" ]; }; then \
		exec $(BIN)/luocdo explore --graph $(GRAPH); \
	else \
		echo; \
		echo "Mở trang tra cứu: / To open the explorer:"; \
		echo "    $(BIN)/luocdo explore --graph $(GRAPH)    (http://localhost:8501)"; \
	fi

test: $(INSTALLED) ## all tests, with coverage
	@$(BIN)/python -m pytest --cov --cov-report=term $(PYTEST_ARGS)

lint: $(INSTALLED) ## ruff
	@$(BIN)/ruff check --output-format concise .

format: $(INSTALLED) ## ruff format, in place
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

type: $(INSTALLED) ## mypy --strict over nlp and kg
	@$(BIN)/mypy

docs: $(INSTALLED) ## write the generated pages and the picture of docs/ anew
	@$(BIN)/python -m kg.ontology
	@$(BIN)/python docs/reference.py
	@$(BIN)/python docs/relations.py
	@rm -rf .docs && mkdir -p docs/img && $(BIN)/luocdo build examples --graph .docs
	@$(BIN)/luocdo trace "126/QĐ-UBND" --up --format svg --output docs/img/trace-126.svg --graph .docs && rm -rf .docs

docs-check: $(INSTALLED) ## run every marked example of README and docs, compare the generated pages
	@$(BIN)/python -m pytest tests/test_docs.py

assets: ## fetch the files of vendor/ anew and check them (needs npm)
	@sh vendor/assets.sh

screenshots: $(INSTALLED) ## take the pictures of every page in docs/img anew (needs Chromium)
	@$(BIN)/python -m tests.e2e.screenshots

bench: $(INSTALLED) ## speed as ratios to a \d+ scan in the same run (TEXT=file for another text)
	@$(BIN)/python bench/speed.py $(TEXT)

peers: $(INSTALLED) ## our speed beside eyecite's, on texts of equal length
	@$(BIN)/python -m pip install -qq 'eyecite>=2.7' hyperscan
	@$(BIN)/python bench/peers.py $(TEXT)

lock: $(INSTALLED) ## resolve both locks anew for Linux, macOS and Windows
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv --no-config pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
		--quiet --output-file requirements.lock
	@sed -n '/^servers = /{s/.*= \["//;s/"\]//;s/", "/\n/g;p}' pyproject.toml | $(BIN)/uv --no-config pip compile - --universal \
		--python-version 3.11 --upgrade --generate-hashes --no-annotate --no-header --no-emit-index-url \
		--no-emit-find-links --quiet --output-file requirements-servers.lock

wheel: $(INSTALLED) ## dist/luocdo-*.whl
	@$(BIN)/hatchling build -t wheel

install: $(INSTALLED) ## only set up .venv

install-servers: $(INSTALLED) ## PySpark (400 MB) and the Oxigraph server as well, for their tests
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-servers.lock

$(INSTALLED): requirements.lock pyproject.toml | check-python
	@echo "[1/3] Tạo môi trường $(VENV) / creating $(VENV)"
	@[ -x $(BIN)/python ] || "$(PYTHON)" -m venv $(VENV)
	@echo "[2/3] Cài các gói đã khóa phiên bản, vài phút lần đầu / installing pinned packages, minutes the first time"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock || { \
		echo "Không cài được các gói: kiểm tra kết nối mạng rồi chạy lại." >&2; \
		echo "The packages could not be installed: check the network connection and run again." >&2; exit 1; }
	@echo "[3/3] Cài luocdo / installing luocdo"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

check-python:
	@[ -x $(BIN)/python ] && exit 0; \
	if [ -z "$(PYTHON)" ]; then \
		echo "Thiếu Python 3.11 trở lên. Trên Debian/Ubuntu: apt-get install python3 python3-venv" >&2; \
		echo "Python 3.11 or newer is missing. On Debian/Ubuntu: apt-get install python3 python3-venv" >&2; \
		echo "Nếu đã có ở nơi khác / if it is elsewhere: make demo PYTHON=/path/to/python3" >&2; exit 1; fi; \
	if ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "$(PYTHON) không phải Python 3.11 trở lên / is not Python 3.11 or newer" >&2; exit 1; fi; \
	if ! "$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "$(PYTHON) thiếu mô-đun venv. Trên Debian/Ubuntu: apt-get install python3-venv" >&2; \
		echo "$(PYTHON) lacks the venv module. On Debian/Ubuntu: apt-get install python3-venv" >&2; exit 1; fi

clean: ## remove what make made
	rm -rf $(VENV) $(GRAPH) dist .pytest_cache .mypy_cache .ruff_cache .coverage .hypothesis

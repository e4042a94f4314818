# make demo | test | bench | lint. Everything is installed into .venv; nothing outside the folder is
# changed, except by apt when this runs as root.
PYTHON ?= python3
SPEED ?= 10
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
RUFF_RULES := E,W,F,I,B,UP,SIM,RET,PTH,DTZ,ARG,C4,PIE,PLE,PLW0,PLW1,PLW2,BLE,S110,T20,RUF022,RUF100
RUFF_IGNORED := C416,SIM905
RUFF_FLAGS := --isolated --line-length 120 --target-version py311
PACKAGES := hall_server kiosk display printer

.PHONY: demo test bench lint format pictures install system clean

demo: $(VENV)/installed
	@$(BIN)/hall-server demo --port $(PORT) --speed $(SPEED)

test: $(VENV)/tested system lint
	@$(BIN)/python -m pytest -n 2 $(ARGS)

bench: $(VENV)/tested
	@$(BIN)/python -m tests.bench $(ARGS)

lint: $(VENV)/tested tests/pages/node_modules/.installed
	@$(BIN)/ruff format --isolated --line-length 100 --check $(PACKAGES) tests
	@$(BIN)/ruff check $(RUFF_FLAGS) --select $(RUFF_RULES) --ignore $(RUFF_IGNORED) $(PACKAGES)
	@$(BIN)/ruff check $(RUFF_FLAGS) --select E,W,F,I,B,UP tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tests/pages/check.sh

format: $(VENV)/tested
	@$(BIN)/ruff format --isolated --line-length 100 $(PACKAGES) tests
	@$(BIN)/ruff check $(RUFF_FLAGS) --select I --fix $(PACKAGES) tests

# The pictures of README, handbook and docs, taken anew from the running product.
pictures: $(VENV)/tested system
	@DOCS_PICTURES=$(CURDIR)/docs/pictures $(BIN)/python -m pytest -q tests/e2e/test_pictures.py \
	    tests/staff/test_handbook_pictures.py tests/kiosk/test_kiosk_pictures.py \
	    tests/display/test_layout_pictures.py tests/display/test_lobby_pictures.py \
	    tests/display/test_board_pictures.py tests/display/test_led_picture.py

# Chromium, fonts, PostgreSQL and the readers of printed paper: by apt where it may.
system:
	@sh tests/system.sh

install: $(VENV)/installed

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) || (echo "python3-venv is missing: apt install python3-venv" && exit 1)

$(VENV)/installed: $(VENV)/bin/python setup.cfg
	@echo "installing ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed setup.cfg
	@echo "installing what the tests need ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[test]'
	@touch $@

tests/pages/node_modules/.installed: tests/pages/package.json tests/pages/package-lock.json
	@if PATH="$(CURDIR)/$(BIN):$$PATH" command -v npm >/dev/null; then PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix tests/pages ci --silent --no-audit --no-fund; \
	else echo "npm is missing: the pages' scripts are not type-checked and axe does not run"; \
	mkdir -p tests/pages/node_modules; fi
	@touch $@

clean:
	rm -rf $(VENV) var build *.egg-info tests/pages/node_modules

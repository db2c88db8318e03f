# Everything lives in .venv below this folder; nothing is installed outside it.
# make demo | board | ocr | test | chance | mutants | lint | types | docs | bench | run | peers | lock
SHELL := /bin/sh
# The newest of the supported Pythons that is here; override with `make PYTHON=…`.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
# Tests start hundreds of processes: each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: docs help ocr demo board test chance mutants lint types bench soak run peers peer-test lock clean
help:
	@grep -h '^#:' $(MAKEFILE_LIST) | sed 's/^#: //'

.venv/.runtime: requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then echo "Duban needs Python 3.11, 3.12 or 3.13; none was found. Install one and run make again, or name it: make PYTHON=/path/to/python"; exit 1; fi
	@$(PYTHON) -c '' 2>/dev/null || { echo "$(PYTHON) does not run: name a Python 3.11, 3.12 or 3.13 that does: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python has no venv module: install it (Debian and Ubuntu: apt install python3-venv) and run make again."; exit 1; }
	@echo "Setting up .venv (once, about half a minute) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo "Adding the tools for tests …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.ocr: requirements-ocr.lock .venv/.runtime
	@echo "Adding what reads scans and photographs (about 390 MB, models included) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-ocr.lock
	@touch $@

#: make ocr     adds what reads scans and photographs: about 390 MB, no download later
ocr: .venv/.ocr

#: make demo    the main job on an invented district, from document to digest (no token, no mail server)
demo: .venv/.runtime
	@$(BIN)/duban demo

#: make board   the pages on the same district, with data, until Ctrl-C; prints links to sign in by
board: .venv/.runtime
	@$(BIN)/duban demo --board

#: make run     serve with the settings in config/ until stopped
run: .venv/.runtime
	@DUBAN_CONFIG=$${DUBAN_CONFIG:-config} $(BIN)/duban run

#: make test    all tests that need nothing but Python
test: .venv/.dev
	@$(BIN)/python -m pytest -q -n auto -m 'not peer'

#: make chance  the property tests, twenty times as long and with other examples each time
chance: .venv/.dev
	@HYPOTHESIS_PROFILE=chance $(BIN)/python -m pytest -q -n auto -m 'not peer' tests/property

#: make mutants  do the tests notice when a rule of plan, work, courier, calendars or ledger is broken? (QUICK=1: the main ones)
mutants: .venv/.dev
	@$(BIN)/python bench/mutants.py $(if $(QUICK),--quick,)

#: make lint    style, import directions
lint: .venv/.dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

#: make types   mypy, strict
types: .venv/.dev
	@$(BIN)/mypy

#: make docs    docs/reference written anew from the program
docs: .venv/.dev
	@$(BIN)/python -m docs.reference.build

#: make peers    installs what the peer tests need beyond pip (Debian: LibreOffice, Postfix, dovecot, Chromium, nginx, Caddy); what is missing is named
peers: .venv/.dev
	@wanted=; \
	command -v soffice >/dev/null || wanted="$$wanted libreoffice-writer-nogui libreoffice-calc-nogui"; \
	command -v chromium >/dev/null || wanted="$$wanted chromium fonts-noto-cjk"; \
	test -x /usr/sbin/dovecot || wanted="$$wanted dovecot-imapd"; \
	test -x /usr/sbin/postfix || wanted="$$wanted postfix"; \
	test -x /usr/sbin/nginx || wanted="$$wanted nginx-light"; \
	command -v caddy >/dev/null || wanted="$$wanted caddy"; \
	if [ -n "$$wanted" ] && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		export DEBIAN_FRONTEND=noninteractive; apt-get update -qq || true; \
		apt-get install -y -qq --no-install-recommends $$wanted >/dev/null \
			|| for one in $$wanted; do apt-get install -y -qq --no-install-recommends $$one >/dev/null || true; done; \
	fi
	@command -v soffice >/dev/null || echo "LibreOffice is missing: the tests for .doc and .wps will be skipped"
	@command -v chromium >/dev/null || echo "Chromium is missing: the tests of the board in a browser will be skipped"
	@test -x /usr/sbin/dovecot || echo "dovecot is missing: the tests of the mailbox against a real server will be skipped"
	@test -x /usr/sbin/postfix || echo "Postfix is missing: the day by mail against real servers will be skipped"
	@{ test -x /usr/sbin/nginx && command -v caddy >/dev/null; } || echo "nginx or Caddy is missing: the tests of the board behind it will be skipped"

#: make peer-test  tests against real servers: PostgreSQL and others that the dev lock brings
peer-test: .venv/.dev
	@$(BIN)/python -m pytest -q -n auto -m peer

#: make bench   every figure we state, beside its peer (each script: bench/NAME.py --help)
bench: .venv/.dev
	@for f in $$(ls bench/[a-z]*.py | grep -v -e soak -e mutants); do echo "== $$f"; $(BIN)/python $$f || exit 1; done

#: make soak    ten minutes of delivery under random faults and kills, nothing lost
soak: .venv/.dev
	@$(BIN)/python bench/soak.py

#: make lock    renew the lock files (needs uv)
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml --group build -o requirements.lock -q
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml --group build --group dev -o requirements-dev.lock -q
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml --extra ocr --group build -c requirements.lock -o requirements-ocr.lock -q

clean:
	rm -rf .venv var

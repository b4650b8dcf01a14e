# What a newcomer types. Each target installs what it needs first; a second run finds it there.

PYTHON ?= python3
PG_CONFIG ?= $(shell scripts/find-pg-config)
MINUTES ?= 60
VENV = .venv
BIN = $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help all prerequisites test-tools venv install release-check test test-long test-crms test-tryton test-creme browser test-web screenshots test-version test-16 test-pg-upgrade test-citus test-containers test-fresh test-bookworm test-trixie test-unstable test-wheel bench-citus bench-crms lint demo bench soak clean

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 24

prerequisites: ## PostgreSQL, PL/Python and python3-venv by apt where missing; without root the wheel of pg_saint[demo] does
	@scripts/prerequisites $(PYTHON)

venv: $(VENV)/ready ## the virtual environment with the command saint and what the tests need

$(VENV)/ready: pyproject.toml | prerequisites
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[test$$([ -n "$$(scripts/find-pg-config)" ] || echo ,demo)]"
	@touch $@

all: ## the extension's install script, and the steps to it; PGXN's client asks for it
	$(MAKE) -C extension all PG_CONFIG=$(PG_CONFIG)

install: prerequisites ## puts the extension where PG_CONFIG says, PGXS style
	$(MAKE) -C extension install PG_CONFIG=$(PG_CONFIG)

# plpgsql_check and pg_cron, where apt has them.
test-tools: | prerequisites
	@scripts/prerequisites $(PYTHON) tests

# As the owner of a database who is nobody special, without an extension.
OWNED = --install=database --numprocesses=auto --dist=worksteal

test: venv test-tools ## the test suite, on throw-away clusters of its own; without what takes long
	$(BIN)/pytest --numprocesses=auto --dist=worksteal -m 'not long' --ignore=tests/lint $(PYTEST_OPTIONS)
	$(BIN)/pytest $(OWNED) -m 'not long' tests/oracle/test_new_records.py tests/oracle/test_same_everywhere.py \
		tests/oracle/test_histories.py --oracle-histories=1

test-long: venv test-tools ## the rest of it: crashes, online applies, upgrades, other CRMs' schemas, more random histories
	$(BIN)/pytest --numprocesses=auto --dist=worksteal -m long $(PYTEST_OPTIONS)
	$(BIN)/pytest $(OWNED) tests/oracle/test_histories.py tests/oracle/test_days_pass.py tests/oracle/test_windows.py \
		tests/apply/test_online.py --oracle-histories=5

# What could differ from one version of PostgreSQL, or of Python, to another; of a test's parameters each takes a half,
# the next commit the other one.
TURN = $(shell git rev-list --count HEAD 2>/dev/null || echo 0)
VERSIONED = --one-in=2 --turn=$(TURN) tests/oracle tests/golden tests/apply tests/extension tests/interface
VERSIONED_TOO = tests/attention tests/install tests/plpython tests/upgrade tests/cli/test_other_systems.py

test-version: ## what of the test suite looks for differences between versions of PostgreSQL, on the one that is here
	@$(MAKE) --no-print-directory test PYTEST_OPTIONS="$(VERSIONED) $(VERSIONED_TOO)"

# Debian has no PostgreSQL 16. The wheel is old, and for tests alone; in a folder that the server's account may enter.
test-16: venv ## a part of that on PostgreSQL 16, of a wheel
	folder=$$(mktemp --directory) && trap 'rm -rf "$$folder"' EXIT && chmod 755 "$$folder" \
	&& $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --target "$$folder" pgserver==0.1.4 \
	&& PG_CONFIG="$$folder/pgserver/pginstall/bin/pg_config" $(BIN)/pytest --numprocesses=auto --dist=worksteal \
		-m 'not long' $(VERSIONED)

test-pg-upgrade: venv ## pg_upgrade, and dump and restore, between all versions whose servers are here
	$(BIN)/pytest tests/servers

test-containers: venv $(VENV)/docker ## a Docker engine of Debian's packages: the tests on a server in a container, Dockerfile, compose.yaml
	.ci/containers

# No registry has Citus: without a cluster these tests are skipped, and say why.
test-citus: venv ## entities in shards on a running cluster: CITUS_DSN=… of the coordinator, CITUS_STEPS=2000 for more
	$(BIN)/pytest tests/citus $(PYTEST_OPTIONS)

# Installed from PyPI, each in an environment of its own; a download that fails stops the run.
.crms/%/ready: tests/crms/%/requirements.txt | prerequisites
	$(PYTHON) -m venv .crms/$*
	.crms/$*/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

test-crms: venv ## pg_saint attached to real CRMs from PyPI, whose own code does the writing
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-tryton test-creme

test-tryton test-creme: test-%: venv .crms/%/ready
	$(BIN)/pytest tests/crms/$* --real-crms $(PYTEST_OPTIONS)

bench-citus: venv ## what an entity in shards costs on a running cluster: CITUS_DSN=… of the coordinator
	$(BIN)/python -m bench.citus

bench-crms: venv .crms/tryton/ready ## what pg_saint adds to the saves of Tryton's users, measured over its model code
	$(BIN)/python -m tests.crms.tryton.cost

browser: $(VENV)/browser
	@scripts/prerequisites $(PYTHON) browser

# While pip puts saint in its place anew, nothing else may run it: once, and before the rest.
$(VENV)/browser $(VENV)/docker: $(VENV)/%: $(VENV)/ready
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $@

test-web: browser ## the pages of saint serve in a real browser: Debian's Chromium
	$(BIN)/pytest tests/web --browser $(PYTEST_OPTIONS)

screenshots: browser ## docs/images anew, of the demo's pages; replaces the demo that runs
	$(BIN)/saint demo
	$(BIN)/python scripts/screenshots.py docs/images

test-fresh: ## Debian 12, 13 and unstable that never had PostgreSQL: the README's commands, PostgreSQL 17 and 18
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-unstable test-trixie test-bookworm

test-bookworm: ## the README's commands on a Debian 12 made by debootstrap, as root
	.ci/fresh-root bookworm root

test-trixie: ## make demo, and PostgreSQL 17, on such a Debian 13, as a user with sudo
	.ci/fresh-root trixie somebody "make demo && make test-version"

test-unstable: ## PostgreSQL 18 on Debian unstable; pg_upgrade to it from 15 and 17
	.ci/fresh-root unstable root "make test-version && .ci/older-servers && make test-pg-upgrade"

test-wheel: ## the README's commands on Debian 12, as a user who can install nothing: the PostgreSQL of a wheel
	.ci/fresh-root bookworm somebody "make demo && make test" python3-venv

lint: venv test-tools ## style, format and types; of the SQL too, on a server of its own
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest tests/lint

release-check: venv ## sdist, wheel and PGXN zip of HEAD into dist/, each installed in an empty environment
	$(BIN)/pip install --quiet --disable-pip-version-check '.[release]'
	scripts/release-check $(BIN)/python

demo: venv ## the Bridgecom CRM on a throw-away cluster: who needs attention, and why
	@$(BIN)/saint demo

bench: venv ## the tables of docs/performance.md, in well over half an hour; BENCH_OPTIONS=--quick to try it
	$(BIN)/python -m bench $(BENCH_OPTIONS)

soak: venv ## random histories and crowds of writers against the oracle, for MINUTES (60), random expressions and mutated definitions
	$(BIN)/pytest tests/oracle/test_soak.py --soak-minutes=$(MINUTES)
	$(BIN)/pytest tests/language/test_every_function.py --language-budget=20000 --language-seed=$$(date +%s)
	$(BIN)/pytest tests/oracle/test_raising.py --raising-budget=20000 --raising-seed=$$(date +%s)
	$(BIN)/pytest tests/fuzz --mutations=5000 --first-mutation=$$(date +%s)
	$(BIN)/pytest tests/inside/test_hostile.py --proposals=10000 --first-proposal=$$(date +%s)

clean: ## what the other targets made in this folder
	rm -rf $(VENV) .crms build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -f extension/pg_saint--*.sql

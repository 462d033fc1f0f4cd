# Two commands matter: `make run` and `make test`. Each does all of its own set-up on a
# machine that has Python >= 3.11 (with venv and pip) and make.

PYTHON ?= python3
PORT ?= 8000
VENV = .venv
BIN = $(VENV)/bin
export PORT

.PHONY: help run serve dev scale test check fuzz bench torture lint format requirements clean

help:
	@echo "make run           set up everything and serve on 127.0.0.1:$(PORT)"
	@echo "make serve         serve in production, as the environment says (docs/deploy.md)"
	@echo "make dev           as run, with reload and debug pages"
	@echo "make test          set up everything and run all tests"
	@echo "make check         look for holes: code, packages, secrets, settings of production"
	@echo "make fuzz          ask for SECONDS (300) what nobody would ask; no 5xx may come"
	@echo "make scale         measure nginx in front; writes a table into docs/scale.md"
	@echo "make bench         measure, beside Datasette; writes docs/benchmarks.md"
	@echo "make torture       kill, fill, lock and slow it; writes docs/reliability.md"
	@echo "make lint, format  check the style, repair it"
	@echo "make requirements  renew requirements*.txt from pyproject.toml"
	@echo "make clean         remove $(VENV) and var"

# A stamp per requirements file: pip runs again only when the file has changed.
$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; name another with make PYTHON=python3.x")'
	@$(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed: install venv and pip for your Python"; exit 1; }
	@touch $@

$(VENV)/run.stamp: requirements.txt $(VENV)/python.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/python.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: $(VENV)/run.stamp
	@exec $(BIN)/python -m config.serve

# Over a database made ready before; .venv/bin/python -m config.serve --production is all
# that it runs.
serve: $(VENV)/run.stamp
	@exec $(BIN)/python -m config.serve --production

dev: $(VENV)/run.stamp
	@exec $(BIN)/python -m config.serve --dev

test: $(VENV)/dev.stamp lint
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.rscript
	$(BIN)/python -m bench.front
	$(BIN)/python -m pytest -n 2 --dist loadfile

# Words of the examples in documents and tests are no secrets; figures are numbers, and
# hashes of packages are random by design.
NO_SECRETS = ^(password|topsecret)$$|me:topsecret@|^WyJzdGFydF9kYXRl
NOT_SCANNED = ^(data/figures/|requirements.*\.txt$$|.*\.(svg|png|woff2)$$)

check: $(VENV)/dev.stamp lint
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive .
	$(BIN)/python -m tests.audit
	git ls-files -z | grep -zvE '$(NOT_SCANNED)' | xargs -0 $(BIN)/detect-secrets-hook --exclude-secrets '$(NO_SECRETS)'
	PRODUCTION=true DEBUG=false ALLOWED_HOSTS=peace.example.org DATABASE_URL=postgresql://nobody@localhost/none \
		SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

# Longer than the same in `make test`; counts of cases are printed.
SECONDS ?= 300
fuzz: $(VENV)/dev.stamp
	SECONDS=$(SECONDS) $(BIN)/python -m pytest --quiet --capture=no -p no:cacheprovider tests/fuzz/longer.py

# Some ten minutes on two cores; nothing else should run meanwhile.
bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench.run

# Some fifteen minutes; needs root for a small disk of its own, and libfaketime.
torture: $(VENV)/dev.stamp
	$(BIN)/python -m torture.run

# Some four minutes; nothing else should run meanwhile.
scale: $(VENV)/dev.stamp
	$(BIN)/python -m bench.scale

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

requirements: $(VENV)/dev.stamp
	$(MAKE) compile UV=$(BIN)/uv

.PHONY: compile
compile:
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml -o requirements.txt
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml --group dev -o requirements-dev.txt

clean:
	rm -rf $(VENV) var

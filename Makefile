# PYTHON counts when .venv is made: to change it, `make clean` first.
PYTHON ?= python3

VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check
# --use-pep517: without it an old pip asks for the wheel package to build durable-rules.
INSTALL = $(PIP) install --no-build-isolation --use-pep517 --require-hashes
# Python 3.13 dropped a name that durable-rules calls; its successor does the same. setup.py of durable-rules overwrites
# CFLAGS, so it has to be CPPFLAGS.
BUILD_ENV = CPPFLAGS="$$CPPFLAGS -DPyEval_CallObject=PyObject_CallObject"

.PHONY: all demo test pinned lint bench soak clean current

all: demo

demo: current
	@$(BIN)/subsidies assess examples/xixia-household.yaml
	@printf '\n%s\n' '接下来可以试试 / What to type next:'
	@printf '  %s\n' '# 为什么是这个结果 / why this is the result' \
		'$(BIN)/subsidies explain examples/xixia-household.yaml --clause xixia-jobs-2023/12.3 --subject p2' \
		'# 全部命令 / all commands' \
		'$(BIN)/subsidies --help'

test: current $(VENV)/test.stamp
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# Puts every change of every policy to its scenarios, also of what is as it was, and locks what passes.
pinned: current $(VENV)/test.stamp
	@SUBSIDIES_PIN=1 $(BIN)/python -m pytest tests/features/test_pinned.py -q

lint: current $(VENV)/test.stamp $(VENV)/lint.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo

bench: current $(VENV)/bench.stamp
	@$(BIN)/python -m benchmarks

soak: current $(VENV)/test.stamp
	@SUBSIDIES_SOAK=1 $(BIN)/python -m pytest tests/agreement tests/properties -q

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find subsidies -name '*.mo' -exec rm -f {} +
	find . -name __pycache__ -prune -exec rm -rf {} +

# A make without wildcards cannot depend on each .po: an edited one is looked for here, on every call.
current: $(VENV)/project.stamp
	@if [ -d subsidies/locales ] && \
		[ -n "$$(find subsidies/locales -name '*.po' -newer $(VENV)/project.stamp)" ]; then \
		$(PIP) install --no-build-isolation --no-deps --editable . && touch $(VENV)/project.stamp; fi

$(VENV)/build.stamp: requirements/build.txt tools/check_toolchain.py
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
		printf '%s\n' '找不到 $(PYTHON)：请先安装 Python 3.11 或更新版本，例如 apt install python3 python3-venv python3-dev。' \
		'$(PYTHON) is not there: install Python 3.11 or newer, for example apt install python3 python3-venv python3-dev.' >&2; \
		exit 1; }
	@$(PYTHON) tools/check_toolchain.py
	@$(PYTHON) -m venv --clear $(VENV)
	@$(INSTALL) -r requirements/build.txt
	@touch $@

# A wheel that pip cached before the flag of BUILD_ENV was known does not load: then, and only then, it is built afresh.
$(VENV)/runtime.stamp: requirements/runtime.txt $(VENV)/build.stamp
	@$(BUILD_ENV) $(INSTALL) -r requirements/runtime.txt
	@$(BIN)/python -c 'import durable_rules_engine' 2>/dev/null || \
		$(BUILD_ENV) $(INSTALL) --no-cache-dir --force-reinstall -r requirements/runtime.txt
	@touch $@

$(VENV)/project.stamp: pyproject.toml setup.py $(VENV)/runtime.stamp
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/runtime.stamp
	@$(INSTALL) -r requirements/test.txt
	@touch $@

# The links are for mypy, see pyproject.toml.
$(VENV)/lint.stamp: requirements/lint.txt $(VENV)/runtime.stamp
	@$(INSTALL) -r requirements/lint.txt
	@mkdir -p $(VENV)/names
	@ln -sfn ../../cli $(VENV)/names/subsidies_cli
	@ln -sfn ../../rulesets $(VENV)/names/subsidies_rulesets
	@touch $@

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/runtime.stamp
	@$(INSTALL) -r requirements/bench.txt
	@touch $@

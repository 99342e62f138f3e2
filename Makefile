# 工会明账. `make` alone lists the targets. The set-up is one .venv in this folder,
# made from hash-locked requirements and renewed when they change.

PYTHON ?= python3
BOOKS ?= ledgers/hust/main.beancount
SERVE ?= 1
SAMPLES ?=
ARGS ?=
WORKERS ?= auto

VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.ready-run
DEV := $(VENV)/.ready-dev
SETUP := PYTHON='$(PYTHON)' sh scripts/setup.sh

# A .venv that was copied or moved with its checkout, or whose Python went away,
# does not import this folder's code: then the set-up starts afresh.
IMPORTED := $(shell $(BIN)/python -c 'import union_ledger as u; print(u.__file__)' 2>/dev/null)
ifneq ($(IMPORTED),$(CURDIR)/src/union_ledger/__init__.py)
.PHONY: $(RUN) $(DEV)
endif

.PHONY: help demo serve test check lint types golden reference docs samples fuzz bench lock clean
.DEFAULT_GOAL := help

help: ## 列出这些命令 / list these targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*##/\t/' | expand -t 12

demo: $(RUN) ## 用示范年度走一遍，再打开网页（SERVE=0 不打开）/ the whole way on the reference year
	@$(BIN)/union-ledger demo $(if $(filter 0 no false,$(SERVE)),--no-serve)

serve: $(RUN) ## 只读打开示范账 / serve the reference books read-only (BOOKS=…)
	@$(BIN)/union-ledger serve '$(BOOKS)'

test: $(DEV) ## 全部测试 / all tests (ARGS=… goes to pytest; WORKERS=0 in one process)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

check: lint types test ## lint、types、test 一起 / all three

lint: $(DEV) ## ruff 与分层约定 / ruff and the layer contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

types: $(DEV) ## mypy --strict
	@$(BIN)/mypy

golden: $(DEV) ## 重写全部样本文件，之后请看 git diff / rewrite the golden files
	@$(BIN)/python -m pytest --regen-all $(ARGS)

reference: $(DEV) ## 重新生成 ledgers/hust / regenerate the reference year
	@$(BIN)/python -m benchmarks.invent ledgers/hust

docs: $(DEV) ## 重跑文档里的例子 / run the examples of the documents anew
	@$(BIN)/python scripts/run_document.py docs/分析.md
	@$(BIN)/python scripts/reviewing_story.py
	@$(BIN)/python -m tests.history.tamper.listing

samples: $(DEV) ## 把一批样本与其 expected.json 对照 / samples against expected.json (SAMPLES=DIR)
	@$(BIN)/python scripts/samples.py '$(SAMPLES)'

fuzz: $(DEV) ## 全量找错：改坏、杀进程、坏磁盘、同时导入、随机字节 / the whole hunt for faults
	@UNION_LEDGER_FUZZ=large $(BIN)/python -m pytest -q tests/harness $(ARGS)

bench: $(DEV) ## 与 bean-check 相比的耗时与内存 / time and memory against bean-check
	@$(BIN)/python benchmarks/run.py $(ARGS)

lock: $(DEV) ## 重新锁定依赖 / lock the dependencies anew
	@$(BIN)/python scripts/lock.py $(ARGS)

clean: ## 删去 .venv、build 与各种缓存 / remove .venv, build and the caches
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN): pyproject.toml requirements.txt scripts/setup.sh
	@$(SETUP) requirements.txt
	@touch $(RUN)

$(DEV): pyproject.toml requirements.txt requirements-dev.txt scripts/setup.sh
	@$(SETUP) requirements-dev.txt
	@touch $(RUN) $(DEV)

# `make` alone lists the commands. Each makes the environment first where it is not there.
PYTHON ?= python3
WORKERS ?= 2
PORT ?= 8765
BIN := .venv/bin
READY := .venv/.ready
CODE := src tests $(wildcard benchmarks docs)
SPHINX := --quiet --fail-on-warning --keep-going

.DEFAULT_GOAL := help
.PHONY: help demo test check fix published backtest bench nowcast-backtest un-projection un-spread interval-coverage trust-power bench-linkage city docs mutate browser requirements clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

$(READY): requirements.txt pyproject.toml tools/environment.sh
	@PYTHON="$(PYTHON)" sh tools/environment.sh

demo: $(READY) ## build a city of 200,000, print its figures, serve its pages (NO_SERVE=1: end)
	@$(BIN)/renkou demo $(if $(NO_SERVE),,--serve --port $(PORT))

test: check ## everything that must hold before a change lands
	@$(BIN)/pytest -n $(WORKERS)

check: $(READY) ## style, types and import layers; changes nothing
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy $(CODE)
	@$(BIN)/lint-imports

fix: $(READY) ## mend what ruff can mend
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

published: $(READY) ## the science against figures printed elsewhere
	@$(BIN)/pytest -m printed --no-header

backtest: $(READY) ## Sichuan's counties projected from 2010 to 2020, beside what came true
	@$(BIN)/python -m benchmarks.backtest

bench: $(READY) ## full-size figures: build, memory, measures, beside hand-written SQL
	@$(BIN)/python -m benchmarks.run

nowcast-backtest: $(READY) ## births foretold on past days, beside what came true
	@$(BIN)/python -m pip install --quiet --constraint requirements.txt \
		--no-build-isolation --editable '.[bench]'
	@$(BIN)/python -m benchmarks.nowcasts

un-projection: $(READY) ## the UN's projection of China and Sweden made again, and its errors
	@$(BIN)/python -m benchmarks.un_projection

un-spread: $(READY) ## our bounds of population beside the United Nations'
	@$(BIN)/python -m benchmarks.un_spread

trust-power: $(READY) ## what the signs of bad numbers find, how soon, how often wrongly
	@$(BIN)/python -m benchmarks.trust_power

interval-coverage: $(READY) ## how often every interval holds the truth, over a grid
	@$(BIN)/python -m benchmarks.interval_coverage

bench-linkage: $(READY) ## linkage of the full-size city's extracts, set beside its truth
	@$(BIN)/python -m benchmarks.linkage city

city: $(READY) ## the full-size synthetic city, in city/
	@$(BIN)/renkou city build --persons 4280000 --seed 1 --out city

docs: $(READY) ## the documentation, in docs/_build/html
	@$(BIN)/python -m docs.generate
	@$(BIN)/python -m sphinx $(SPHINX) docs docs/_build/html
	@$(BIN)/python -m sphinx $(SPHINX) -c docs -D language=zh_CN docs/zh docs/_build/html/zh
	@echo "Open docs/_build/html/index.html"

mutate: $(READY) ## change the definitions one by one; the tests must notice
	@$(BIN)/python tests/mutation/run.py

browser: $(READY) ## look at city.html in Chromium (install it: apt-get install chromium)
	@$(BIN)/python -m pip install --quiet --constraint requirements.txt \
		--no-build-isolation --editable '.[browser]'
	@$(BIN)/pytest tests/browser

requirements: $(READY) ## pin again what pyproject.toml asks for
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--no-header --upgrade --quiet --output-file requirements.txt

clean: ## remove the environment, caches and what the commands wrote
	rm -rf .venv city demo city.html docs/_build .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache

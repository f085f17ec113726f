# Everything works from a fresh clone on a bare Debian 12; `make help` lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
# QGIS crashes when another Python than the system's comes first on PATH.
export PATH := /usr/bin:/bin:$(PATH)
export PYTHONPATH := $(CURDIR)/build:$(CURDIR)/tools
export PYTHONDONTWRITEBYTECODE := 1
# Algorithms and maps need no screen; tests of the window bring a screen of their own.
export QT_QPA_PLATFORM := offscreen
unexport PROJ_LIB

.PHONY: help setup setup-window plugin demo test lint bench soak run package sample styles translations pictures clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## install what is missing: QGIS, libraries, virtual environment
	@tools/setup.sh

setup-window:
	@tools/setup.sh --window

plugin: ## assemble the plugin of links in build/
	@$(PYTHON) tools/translations.py release
	@$(PYTHON) tools/assemble.py dev

demo: setup ## run the whole chain on the sample district, results in out/
	@$(MAKE) --no-print-directory plugin
	@$(PYTHON) tools/demo.py

test: setup-window ## run all tests
	@$(MAKE) --no-print-directory plugin
	@$(PYTHON) -P -m pytest -m "not soak" $(ARGS)

soak: setup-window ## run the long property and fault tests
	@$(MAKE) --no-print-directory plugin
	@$(PYTHON) -P -m pytest -m soak $(ARGS)

lint: setup ## ruff, mypy, import-linter, bandit, secret scan, translation check
	@$(MAKE) --no-print-directory plugin
	@$(PYTHON) -P -m ruff check .
	@$(PYTHON) -P -m ruff format --check .
	@cd build && ../$(PYTHON) -P -m mypy --config-file ../pyproject.toml
	@cd build && ../.venv/bin/lint-imports --config ../pyproject.toml
	@$(PYTHON) -P -m bandit -q -c pyproject.toml -r yibiao_qgis processing
	@$(PYTHON) tools/scan_secrets.py
	@$(PYTHON) tools/translations.py check

bench: setup ## run the benchmarks, or one: make bench ONLY=addresses
	@$(MAKE) --no-print-directory plugin
	@$(PYTHON) benchmarks/run.py $(ONLY)

run: setup ## open QGIS with the plugin and the sample project
	@$(MAKE) --no-print-directory plugin
	@$(PYTHON) tools/run_qgis.py $(LANGUAGE)

package: setup ## build the zip for the plugin repository in dist/
	@$(PYTHON) tools/translations.py release
	@$(PYTHON) tools/assemble.py zip

sample: setup ## make the sample district and its tables anew
	@$(MAKE) --no-print-directory plugin
	@$(PYTHON) tools/make_district.py --sample
	@$(PYTHON) tools/make_tables.py --sample

styles: setup ## write the map styles anew
	@$(PYTHON) tools/make_styles.py

translations: setup ## take new texts into resources/i18n/zh_CN.ts
	@$(PYTHON) tools/translations.py update

pictures: ## renew the README's pictures from what make test and make demo left in out/
	@mkdir -p resources/help/images
	@convert out/screenshots/overview-checked-zh-Hans-default.png -resize 1280x -strip -colors 200 resources/help/images/window.png
	@convert out/map.png -resize 1280x -strip -colors 200 resources/help/images/map.png

clean: ## remove what was built; the virtual environment stays
	@rm -rf build dist out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .qgis-settings

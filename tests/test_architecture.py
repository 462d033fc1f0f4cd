"""The rooms, the migrations, the documents: what is written is checked."""

import ast
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from importlinter.cli import lint_imports

ROOMS = ["api", "config", "missions", "organizations", "principles", "sources"]
MODULES = [
    path
    for room in [*ROOMS, "tests"]
    for path in sorted((settings.BASE_DIR / room).rglob("*.py"))
    if "migrations" not in path.parts
]
MODELS = [
    model for room in ROOMS[2:] for model in apps.get_app_config(room).get_models()
]

# Flat lists that would only be harder to read in pieces.
LONG = {"test_load_problems.py": 560, "factories.py": 470}


def name(path):
    return path.relative_to(settings.BASE_DIR).as_posix()


def test_rooms_import_only_downwards():
    assert lint_imports(config_filename="pyproject.toml", cache_dir=None) == 0


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_says_what_it_is(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_is_short_and_says_what_it_holds(path):
    text = path.read_text(encoding="utf-8")

    assert text.count("\n") <= LONG.get(path.name, 320)
    if path.name not in ("__init__.py", "apps.py", "urls.py"):
        assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_exact_hashed_and_name_no_index(file):
    text = (settings.BASE_DIR / file).read_text()

    pins = re.findall(r"^[a-z0-9._-]+==\S+", text, re.MULTILINE)
    assert len(pins) > 15
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
    assert "index" not in text


def test_no_room_is_called_for_nothing():
    for path in settings.BASE_DIR.rglob("*.py"):
        if not {".venv", "var"} & set(path.relative_to(settings.BASE_DIR).parts):
            assert path.stem not in ("utils", "helpers", "core", "misc"), name(path)


@pytest.mark.parametrize(
    "path",
    sorted((settings.BASE_DIR / "templates").rglob("_*.html"))
    + sorted((settings.BASE_DIR / "templates/_partials").glob("*.html")),
    ids=name,
)
def test_every_partial_says_what_it_needs(path):
    assert path.read_text(encoding="utf-8").startswith("{# Needs:")

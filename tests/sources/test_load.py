"""The loader, with the real records."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from missions.models import Fatality, Mandate, Mission
from sources.loader.load import LoadError, is_current, tables
from sources.loader.load import all_parts as parts
from sources.loader.load import load as load_all
from sources.models import Citation, DataState, Release, Source
from sources.stored import StoredAnswer
from tests.factories import FatalityFactory, MissionFactory

pytestmark = pytest.mark.django_db


def load(folder, **options):
    """Without stored answers: they have tests of their own, and take as long again."""
    return load_all(folder, store_answers=False, **options)


def contents():
    """Every row of every loaded table, without surrogate keys, in an order."""
    found = {}
    for model in [*tables(parts()), Release, DataState]:
        columns = [
            field.column
            for field in model._meta.concrete_fields
            if field.get_internal_type() != "BigAutoField"
        ]
        quoted = ", ".join(f'"{column}"' for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {quoted} FROM {model._meta.db_table} t ORDER BY t")
            found[model._meta.label] = sorted(map(str, cursor.fetchall()))
    return found


def test_the_curated_records_load(settings):
    load_all(settings.DATA_DIR)

    files = {path.stem for path in (settings.DATA_DIR / "missions").glob("*.yaml")}
    assert set(Mission.objects.values_list("slug", flat=True)) == files
    assert len(files) >= 74
    assert Mandate.objects.count() > len(files)
    assert Citation.objects.count() > 2 * len(files)
    assert StoredAnswer.objects.filter(kind="missions").count() == len(files)


def test_loading_twice_gives_the_same_database(settings):
    load(settings.DATA_DIR)
    before = contents()

    load(settings.DATA_DIR)

    assert contents() == before


def test_check_writes_nothing(capsys):
    call_command("load", check=True)

    assert "checked, nothing written" in capsys.readouterr().out
    assert not Mission.objects.exists()
    assert not DataState.objects.exists()


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_bar_shows_when_it_is_run_by_hand(records, capsys, by_hand):
    load(records, check=True, show_progress=by_hand)

    said = capsys.readouterr().err
    assert ("reading" in said) == ("writing" in said) == by_hand


def test_the_state_says_which_files_and_code_it_was_built_from(records):
    assert not is_current(records)

    load(records)

    assert is_current(records)
    (records / "release.yaml").write_text(
        "version: '2026.12'\ndate: '2026-12-01'\nnotes: Next.\n"
    )
    assert not is_current(records)


def test_a_failed_load_leaves_the_former_records(records):
    load(records)
    before = contents()
    (records / "missions" / "one.yaml").write_text("name: A mission\n")

    with pytest.raises(LoadError):
        load(records)

    assert contents() == before


def test_the_command_says_how_many_problems_and_fails(records, settings):
    settings.DATA_DIR = records
    (records / "missions" / "one.yaml").unlink()

    with pytest.raises(CommandError, match=r"\d+ problems?; nothing was written"):
        call_command("load")


@pytest.fixture
def imported(records):
    """A database whose deaths were imported from a source."""
    state = load(records)
    source = Source.objects.get(pk="a-report")
    DataState.objects.update(imports={f"fatality:{source.pk}": "0" * 64})
    return state, source


def test_imported_rows_survive_a_load(records, imported):
    state, source = imported
    FatalityFactory(mission=Mission.objects.get(), source=source, deaths=3)

    again = load(records)

    assert Fatality.objects.get(source=source).deaths == 3
    assert again.imports == {"fatality:a-report": "0" * 64}
    assert again.changed_at == state.changed_at


def test_imported_rows_of_a_vanished_mission_are_a_problem(records, imported):
    _, source = imported
    FatalityFactory(mission=MissionFactory(slug="vanished"), source=source)

    with pytest.raises(LoadError, match=r"imported rows: .*vanished"):
        load(records)

    assert Mission.objects.filter(slug="vanished").exists()

"""Pages on the base itself: they are made from its declarations and cannot drift."""

import html
import re

import pytest

from config import codebook
from config.api import RESOURCES
from missions.coverage import PARTS, by_organization
from missions.models import Assessment, Mission
from sources.coverage import of_fields
from sources.models import Absence, Reason
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ["/about/", "/data/", "/data/method/", "/data/codebook/", "/data/coverage/"]
JUDGED = ["AssessmentCode", "Effect", "CaseResult"]
TABLES = codebook.tables(RESOURCES)
ENTRIES = [(t.name, column) for t in TABLES for column in (*t.row, *t.more)]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_data_is_a_page(client, path):
    assert client.get(path).status_code == 200
    assert client.get(f"{path}?x=1").status_code == 400


def test_every_column_has_a_meaning():
    assert [f"{name}: {c.path}" for name, c in ENTRIES if not c.meaning] == []


def test_every_code_has_a_meaning():
    said = codebook.words()["codes"]
    for name, cls in codebook.lists().items():
        if name not in codebook.OF_THEIR_OWN:
            assert list(said[name]) == cls.values, name


@pytest.mark.parametrize("name", JUDGED)
def test_a_judgement_has_an_example_and_a_borderline_case(name):
    [found] = [entry for entry in codebook.code_lists() if entry.name == name]

    assert all(c.meaning and c.example and c.borderline for c in found.codes)


def test_no_word_is_for_what_is_not_there():
    paths = {
        end for _, c in ENTRIES for end in codebook.ends(tuple(c.path.split(".")))
    } | {f"{name}:{c.path}" for name, c in ENTRIES}
    parents = {path.rpartition(".")[0] for path in paths}

    assert set(codebook.words()["columns"]) - paths - parents == set()
    assert set(codebook.words()["codes"]) - set(codebook.lists()) == set()


def test_the_codebook_shows_every_column_and_code(client):
    text = html.unescape(client.get("/data/codebook/").content.decode())

    for table in TABLES:
        assert f'<section id="{table.name}">' in text
    for _, column in ENTRIES:
        assert f"<code>{column.path}</code>" in text
    for cls in codebook.lists().values():
        for code in cls.values:
            assert f"<code>{code}</code>" in text


def test_a_column_of_codes_leads_to_its_list():
    found = {(name, c.path): c.codes for name, c in ENTRIES}

    assert found["assessments", "code"] == "AssessmentCode"
    assert found["missions", "mandates.action"] == "Action"


def test_coverage_counts_values_citations_and_reasons():
    full = factories.MissionFactory(acronym="FULL")
    full.citations.create(position=0, source=factories.SourceFactory(), field="acronym")
    bare = factories.MissionFactory(acronym="")
    Absence.objects.create(record=bare, field="acronym", reason=Reason.UNKNOWN)

    [acronym] = [row for row in of_fields(Mission) if row.field == "acronym"]

    assert (acronym.total, acronym.filled, acronym.percent) == (2, 1, 50)
    assert acronym.cited == 1
    assert acronym.absent == {
        **dict.fromkeys(Reason.values, 0),
        Reason.UNKNOWN: 1,
    }


def test_coverage_counts_missions_by_who_runs_them():
    mission = factories.MissionFactory()
    party = factories.MissionOrganizationFactory(mission=mission)
    for year in (2001, 2002):
        factories.AssessmentFactory(
            mission=mission,
            principle=factories.PrincipleFactory(slug="consent")
            if year == 2001
            else mission.assessments.get().principle,
            start_date=f"{year}-01-01",
        )
    factories.MissionFactory()

    total, run = by_organization()

    consent = list(PARTS).index("Consent")
    assert (total.label, total.total, total.having[consent]) == ("All", 2, 1)
    assert (run.label, run.total) == (party.organization.name, 1)
    assert run.having[consent] == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_the_same_for_one_row_and_for_ten(count_queries, path):
    def more(number):
        for _ in range(number):
            factories.MissionOrganizationFactory()
            factories.SourceFactory(kind="dataset")

    more(1)
    count_queries(path)  # the release is looked up once for a state of the data
    few = count_queries(path)
    more(9)

    assert count_queries(path) == few <= len(RESOURCES) + 5


def examples():
    """Codes of assessments and the acronyms that their examples name."""
    [codes] = [c.codes for c in codebook.code_lists() if c.name == "AssessmentCode"]
    acronyms = "UN|MIN|MON|ONU|UNEF|IS|KF|IF"
    for code in codes:
        for name in re.findall(
            rf"\b((?:{acronyms})[A-Z]*(?: I{{1,3}})?)\b", code.example
        ):
            yield code.code, name


@pytest.mark.parametrize(("code", "acronym"), list(examples()))
def test_an_example_of_a_code_is_coded_so(loaded, db, code, acronym):
    coded = Assessment.objects.filter(mission__acronym=acronym, code=code)

    assert coded.exists(), f"{acronym} is nowhere {code}"

"""Citations of records, lists and queries: the original sources first."""

import json
import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture
def mission(db):
    factories.DataStateFactory(release__version="2026.11")
    book = factories.SourceFactory(
        slug="a-book",
        kind="book",
        title="Peace & 100% {hope}",
        authors="Ähm, Bo; Dee, C.",
        publisher="Press_House",
        date="1996-05-01",
        date_precision="month",
        isbn="123",
    )
    rare = factories.SourceFactory(slug="rare", title="Rare report")
    mission = factories.MissionFactory(slug="one", acronym="ONE")
    factories.MissionFactory(slug="two").citations.create(position=0, source=book)
    mission.citations.create(position=0, source=rare)
    mission.citations.create(position=1, source=book)
    return mission


def test_no_field_of_a_source_ends_an_entry(client, db):
    evil = "x},\n}\n@misc{evil,\nTY  - EVIL\n"
    source = factories.SourceFactory(
        slug="a", kind="book", title=evil, authors=evil, publisher=evil, symbol=evil
    )
    source.url, source.doi, source.isbn = f"https://x/{evil}", evil, evil[:20]
    source.save()

    bibtex, ris = (cite(client, "/sources/a/", style) for style in ("bibtex", "ris"))

    assert re.findall(r"^@(\w+)\{([^,]+),", bibtex, re.MULTILINE) == [
        ("book", "a"),
        ("misc", "peacekeeping-knowledge-base"),
    ]
    assert "TY  - EVIL" not in ris.splitlines()
    assert ris.count("ER  - ") == 2
    within = 0
    for character in re.sub(r"\\[{}]", "", bibtex):
        within += {"{": 1, "}": -1}.get(character, 0)
        assert within >= 0


def cite(client, url, style):
    response = client.get("/cite/", {"url": url, "format": style})
    assert response.status_code == 200, response.content
    return response.content.decode()


def test_bibtex_of_a_record(client, mission):
    text = client.get("/api/v1/missions/one/?format=bibtex").content.decode()

    assert re.findall(r"^@(\w+)\{([^,]+),", text, re.MULTILINE) == [
        ("book", "a-book"),
        ("techreport", "rare"),
        ("misc", "missions-one"),
    ]
    assert r"title = {{Peace \& 100\% \{hope\}}}" in text
    assert "author = {Ähm, Bo and Dee, C.}" in text
    assert r"publisher = {Press\_House}" in text
    assert "year = {1996}" in text
    assert f"url = {{{SITE}/missions/one/}}" in text
    assert text.count("{") == text.count("}")


def test_ris_of_a_record(client, mission):
    text = client.get("/api/v1/missions/one/?format=ris").content.decode()
    entries = [entry for entry in text.split("ER  - ") if entry.strip()]

    assert len(entries) == 3
    assert "TY  - BOOK" in entries[0]
    assert "AU  - Ähm, Bo\nAU  - Dee, C." in entries[0]
    assert "DA  - 1996/05" in entries[0]
    assert "ET  - 2026.11" in entries[-1]


def test_csl_of_a_record(client, mission):
    response = client.get("/api/v1/missions/one/?format=csl")
    book, rare, site = response.json()

    assert response["Content-Type"] == "application/vnd.citationstyles.csl+json"
    assert book["author"] == [
        {"family": "Ähm", "given": "Bo"},
        {"family": "Dee", "given": "C."},
    ]
    assert book["issued"] == {"date-parts": [[1996, 5]]}
    assert rare["type"] == "report"
    assert (site["type"], site["version"]) == ("dataset", "2026.11")
    assert site["URL"] == f"{SITE}/missions/one/"


def test_a_query_is_cited_with_the_sources_of_what_it_finds(client, mission):
    both = cite(client, "/missions/?q=", "text")
    one = cite(client, f"{SITE}/api/v1/missions/?acronym=ONE&format=csv", "text")

    assert both.index("Peace") < both.index("Rare")  # named twice, named once
    assert one.index("Rare") < one.rindex("Peacekeeping knowledge base (2000)")
    assert "Release 2026.11." in one
    assert f"{SITE}/api/v1/missions/?acronym=ONE&format=csv" in one
    none = cite(client, "/missions/?status=planned", "text")
    assert "Rare" not in none


def test_figures_are_cited_with_their_source(client):
    factories.StrengthFactory(source=factories.SourceFactory(title="The series"))

    entries = json.loads(cite(client, "/api/v1/strengths/?year=2000", "csl"))

    assert [entry["title"] for entry in entries] == [
        "The series",
        "Strengths: year=2000",
    ]


@pytest.mark.parametrize("style", ["text", "bibtex", "ris", "csl"])
@pytest.mark.parametrize(
    "url", ["/", "/missions/", "/missions/one/", "/api/", "/about/"]
)
def test_any_page_can_be_cited(client, mission, url, style):
    assert f"{SITE}{url}" in cite(client, url, style).replace("\\/", "/")


def test_a_record_is_cited_in_any_letter_case(client, mission):
    for url in ("/api/v1/missions/ONE/", "/missions/One/"):
        assert "Peace & 100% {hope}" in cite(client, url, "text")


def test_groups_are_named_in_the_title(client, mission):
    text = cite(client, "/api/v1/missions/?group_by=region&status=ended", "text")

    assert "group_by=region" in text


def test_the_page_shows_every_style(client, mission):
    page = client.get("/cite/", {"url": "/missions/one/"})
    text = page.content.decode()

    assert page.status_code == 200
    for style in ("text", "bibtex", "ris", "csl"):
        assert f"format={style}" in text
    assert client.get("/cite/").status_code == 200


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"url": "https://example.org/missions/"}, "address of this site"),
        ({"url": "//example.org/missions/"}, "address of this site"),
        ({"url": "javascript:alert(1)"}, "address of this site"),
        ({"url": "http://[::1"}, "not an address"),
        ({"url": "/missions/\0/"}, "NUL"),
        ({"url": "/missions/nobody/"}, "no record"),
        ({"url": "/missions/", "format": "bib"}, "not a style"),
        ({"uri": "/missions/"}, "not a parameter"),
        ({"url": "/missions/?organization=nobody"}, "not a value"),
        ({"url": "/api/v1/missions/?organisation=un"}, "not a parameter"),
        ({"url": "/api/v1/missions/?ordering=x"}, "not an ordering"),
        ({"url": "/nonsense/"}, "no page"),
        ({"format": "bibtex"}, "url is needed"),
    ],
)
def test_what_cannot_be_cited_is_said(client, mission, params, said):
    page = client.get("/cite/", params)

    assert page.status_code == 400
    assert said in page.content.decode()


def test_a_title_cannot_bring_script_to_the_page(client):
    factories.SourceFactory(slug="bad", title="<script>alert(1)</script>")

    page = client.get("/cite/", {"url": "/sources/bad/"})

    assert b"<script>alert" not in page.content

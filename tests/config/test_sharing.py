"""What a page says of itself to search engines and where it is shared: title, picture and
linked data."""

import datetime
import html
import json
import re

import pytest

from config import cards
from config.machine import OWN_PAGES
from missions.charts.cards import Card, as_png, as_svg
from sources import text
from sources.search import refill
from tests import factories

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
RECORDS = {
    "/missions/one/": "Event",
    "/mission-types/kind/": "DefinedTerm",
    "/organizations/un/": "Organization",
    "/countries/MLI/": "Country",
    "/principles/impartiality/": "DefinedTerm",
    "/explainers/consent/": "Article",
    "/glossary/host-state/": "DefinedTerm",
    "/case-studies/story/": "Article",
    "/sources/paper/": "CreativeWork",
}
LISTS = [f"/{kind}/" for kind in cards.RECORDS]
# What search engines for datasets ask for.
OF_A_DATASET = {
    *("name", "description", "url", "creator", "publisher", "license", "version"),
    *("dateModified", "temporalCoverage", "spatialCoverage", "distribution"),
    *("isAccessibleForFree", "citation"),
}


@pytest.fixture(autouse=True)
def records(own_pictures):
    factories.DataStateFactory(release__version="2026.11")
    mission = factories.MissionFactory(
        slug="one",
        acronym="ONE",
        name="First </script><b>mission",
        start_date=datetime.date(1956, 11, 1),
        start_precision="month",
    )
    factories.MissionHostFactory(
        mission=mission, country=factories.CountryFactory(iso3="MLI", name="Mali")
    )
    factories.MissionOrganizationFactory(
        mission=mission,
        role="lead",
        organization=factories.OrganizationFactory(slug="un", name="United Nations"),
    )
    factories.MissionFactory(slug="two", acronym="", name="Operation Two")
    factories.MissionTypeFactory(slug="kind")
    factories.PrincipleFactory(slug="impartiality")
    factories.ExplainerFactory(slug="consent")
    factories.GlossaryTermFactory(slug="host-state", term="Host state")
    factories.CaseStudyFactory(slug="story")
    factories.SourceFactory(slug="paper")
    refill()


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def linked_data(client, path):
    [found] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page(client, path)
    )
    return json.loads(found)


def shared(client, path, name):
    [found] = re.findall(f'property="og:{name}" content="([^"]*)"', page(client, path))
    return html.unescape(found)


def title(client, path):
    [found] = re.findall("<title>(.*?)</title>", page(client, path))
    return html.unescape(found)


def test_a_mission_is_an_event(client):
    said = linked_data(client, "/missions/one/")

    assert said["name"] == "First </script><b>mission"
    assert said["startDate"] == "1956-11"
    assert said["organizer"][0]["url"] == f"{SITE}/organizations/un/"
    assert "endDate" not in said


@pytest.mark.parametrize(
    ("path", "kind"),
    [*RECORDS.items(), ("/", "WebSite"), ("/data/", "DataCatalog")],
)
def test_every_kind_of_page_says_what_it_is(client, path, kind):
    said = linked_data(client, path)

    assert said["@type"] == kind
    assert said["url"] == SITE + path
    assert said["name" if kind != "Article" else "headline"]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_a_dataset_with_all_that_search_engines_ask_for(client, path):
    said = linked_data(client, path)

    assert said["@type"] == "Dataset"
    assert set(said) >= OF_A_DATASET
    assert 50 <= len(said["description"]) <= 5000
    assert said["version"] == "2026.11"


def test_a_catalog_names_all_tables_in_the_same_words(client):
    tables = linked_data(client, "/data/")["dataset"]

    assert len(tables) > 20
    assert all(set(table) >= OF_A_DATASET for table in tables)
    assert all(50 <= len(table["description"]) <= 5000 for table in tables)


def test_a_narrowed_list_is_the_dataset_of_its_canonical_address(client):
    said = linked_data(client, "/missions/?status=ongoing")

    assert said["url"] == f"{SITE}/missions/"
    for file in said["distribution"]:
        answer = client.get(file["contentUrl"].removeprefix(SITE))
        assert answer["Content-Type"].split(";")[0] == file["encodingFormat"]
        assert "status" not in file["contentUrl"]


@pytest.mark.parametrize("path", ["/explainers/consent/", "/case-studies/story/"])
def test_a_text_has_an_author_a_picture_and_dates(client, path):
    said = linked_data(client, path)

    assert shared(client, path, "type") == "article"
    assert said["author"]["name"] == said["publisher"]["name"]
    assert said["image"] == shared(client, path, "image")
    assert {"datePublished", "dateModified"} <= set(said)


@pytest.mark.parametrize("path", [*RECORDS, *LISTS, "/", "/data/", "/about/"])
def test_a_page_is_shared_with_its_own_title_sentence_and_picture(client, path):
    assert shared(client, path, "title") == title(client, path)
    [said] = re.findall('name="description" content="([^"]*)"', page(client, path))
    assert shared(client, path, "description") == html.unescape(said)
    assert said
    assert shared(client, path, "image") == f"{SITE}{path}card.png"


@pytest.mark.parametrize("path", ["/missions/one/", "/explainers/consent/", "/"])
def test_the_picture_is_of_the_size_that_is_asked_for_and_drawn_once(client, path):
    answer = client.get(f"{path}card.png")

    assert answer["Content-Type"] == "image/png"
    assert answer.content[16:24] == bytes.fromhex("000004b000000276")  # 1200 by 630
    again = client.get(f"{path}card.png", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", [path.strip("/").split("/") for path in RECORDS])
def test_every_kind_of_record_has_a_card(path):
    kind, slug = path
    model, card_of = cards.RECORDS[kind]

    [record] = model.objects.filter(pk=slug).whole()
    card = card_of(record)
    assert card.kind
    assert card.title
    assert card.sentence


def test_every_list_and_every_own_page_has_a_picture(client):
    for path in OWN_PAGES:
        image = shared(client, path, "image").removeprefix(SITE)
        assert image.removesuffix("card.png").strip("/") in cards.PAGES, path


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing/card.png", 404),
        ("/missions/nobody/card.png", 404),
        ("/nothing/one/card.png", 404),
        ("/missions/one/card.png?x=1", 400),
    ],
)
def test_what_is_no_page_has_no_picture(client, path, status):
    assert client.get(path).status_code == status


def test_a_card_is_words_and_no_markup():
    svg = as_svg(Card("Mission", "<b>" * 40, "One & two. " * 60))

    assert "<b>" not in svg
    assert "&lt;b&gt;" in svg
    assert svg.count("…") == 2  # what is too long ends so
    assert as_png(Card("", "A", "B")).startswith(b"\x89PNG")


def test_titles_do_not_repeat_themselves(client):
    assert title(client, "/missions/one/") == "ONE: First </script><b>mission"
    assert title(client, "/missions/two/") == "Operation Two, since 1 January 2000"
    every = [title(client, path) for path in [*RECORDS, *OWN_PAGES]]
    assert len(every) == len(set(every))


def test_a_first_sentence_is_without_marks():
    said = "It *was* [a force](/x/) of the U.N. in Sinai.[^1] Then it left."

    assert text.first(said) == "It was a force of the U.N. in Sinai."

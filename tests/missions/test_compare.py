"""Two to four missions side by side."""

import csv
import datetime
import io

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two():
    kind = factories.MissionTypeFactory(name="Observation mission")
    un = factories.OrganizationFactory(slug="un", name="United Nations")
    for slug, year, deaths in (("long", 1990, 5), ("short", 1999, 7)):
        mission = factories.MissionFactory(
            slug=slug,
            acronym=slug.upper(),
            mission_type=kind,
            start_date=datetime.date(year, 1, 1),
            end_date=datetime.date(2000, 12, 31),
            end_precision="day",
            fatalities=deaths,
        )
        factories.MissionOrganizationFactory(mission=mission, organization=un)
        factories.StrengthFactory(
            mission=mission, month=datetime.date(2000, 1, 1), personnel=year
        )
        mandate = factories.MandateFactory(mission=mission)
    mandate.tasks_added.add(factories.MandateTaskFactory(name="Mine action"))


def test_words_say_what_is_common_and_what_differs(client):
    page = client.get("/missions/compare/?missions=long,short").content.decode()

    assert "LONG and SHORT are both of the type observation mission." in page
    assert "Run by the United Nations: both." in page
    assert "The longest was LONG: 11.0 years (SHORT 2.0 years)." in page
    assert "The deadliest was SHORT: 7 deaths (LONG 5 deaths)." in page


def test_the_file_has_a_row_for_each_thing(client):
    answer = client.get("/missions/compare/?missions=short,long&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    found = {row["what"]: row for row in rows}

    assert found["Type"]["differs"] == "false"
    assert (found["Fatalities"]["short"], found["Fatalities"]["long"]) == ("7", "5")
    assert (found["Mine action"]["short"], found["Mine action"]["long"]) == (
        "yes",
        "no",
    )
    assert found["Mine action"]["differs"] == "true"


def test_letter_case_does_not_matter_and_the_order_is_kept(client):
    page = client.get("/missions/compare/?missions=SHORT,long").content.decode()

    assert "<title>SHORT, LONG compared" in page


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("missions=lang,short", "?missions=long,short"),
        ("missions=long,long", "?missions=long"),
        ("mission=long,short", "?missions=long,short"),
        ("missions=long,short&format=cvs", "?missions=long,short&amp;format=csv"),
    ],
)
def test_a_mistake_offers_what_was_meant(client, query, meant):
    page = client.get(f"/missions/compare/?{query}")

    assert page.status_code == 400
    assert meant in page.content.decode()


@pytest.mark.parametrize("query", ["", "?missions=", "?missions=long"])
def test_with_fewer_than_two_one_is_asked_for_more(client, query):
    page = client.get(f"/missions/compare/{query}")

    assert page.status_code == 200
    assert "Name at least two" in page.content.decode()


def test_boxes_that_were_ticked_lead_to_one_address(client):
    answer = client.get("/missions/compare/?missions=long&missions=short")

    assert answer.status_code == 302
    assert answer["Location"] == "/missions/compare/?missions=long,short"


def test_missions_of_the_same_host_are_offered(client):
    period = factories.MissionHostFactory(mission_id="long")
    near = factories.MissionHostFactory(country=period.country).mission
    far = factories.MissionHostFactory().mission

    page = client.get("/missions/compare/?missions=long,short").content.decode()

    assert f"?missions=long,short,{near.pk}" in page
    assert far.pk not in page


def test_one_of_three_can_be_left_out_and_one_of_two_cannot(client):
    factories.MissionFactory(slug="third")

    three = client.get("/missions/compare/?missions=long,short,third")
    two = client.get("/missions/compare/?missions=long,short")

    assert 'href="?missions=long,third"' in three.content.decode()
    assert "take away" not in two.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["%00", "a%00,b", "%00,%00", ",", "%ED%A0%80"])
def test_what_no_slug_can_hold_is_a_mistake_or_nothing(client, query):
    answer = client.get(f"/missions/compare/?missions={query}")

    assert answer.status_code == (200 if query == "," else 400)

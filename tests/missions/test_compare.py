"""Two to four missions side by side."""

import csv
import datetime
import io

import pytest

from missions.models import Mandate, Mission
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_and_short")]


def test_words_say_what_is_common_and_what_differs(client):
    page = client.get("/missions/compare/?missions=long,short").content.decode()

    for sentence in (
        "LONG and SHORT were both observation missions.",
        "LONG and SHORT were both run by the United Nations.",
        (
            "LONG came first, in January 1990; SHORT followed in January 1999, while LONG "
            "was in the field."
        ),
        "LONG was in the field longer: for 11.0 years; SHORT for 2.0 years.",
        "More personnel died in SHORT: 7, against 5 in LONG.",
    ):
        assert f"<li>{sentence}</li>" in page, sentence


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


@pytest.mark.parametrize(
    "written", ["SHORT,long", "Short Operation, Second; long", "la courte,,long"]
)
def test_what_only_one_mission_is_called_leads_to_its_address(client, written):
    Mission.objects.filter(pk="short").update(name="Short Operation, Second")
    factories.MissionAliasFactory(mission_id="short", name="La Courte")

    answer = client.get(
        "/missions/compare/", {"missions": written.replace(";", ",")}, follow=True
    )

    assert answer.redirect_chain == [("/missions/compare/?missions=short,long", 302)]
    assert "<title>SHORT, LONG compared" in answer.content.decode()


def test_what_several_missions_are_called_is_refused_with_their_addresses(client):
    for slug in ("tiph-1", "tiph-2"):
        factories.MissionFactory(slug=slug, acronym="TIPH")

    page = client.get("/missions/compare/?missions=TIPH,long")

    assert page.status_code == 400
    assert "is what several missions are called" in page.content.decode()
    assert "tiph-1" in page.content.decode()


def test_two_of_one_name_are_told_apart_by_their_years(client):
    Mission.objects.update(acronym="TIPH")

    page = client.get("/missions/compare/?missions=long,short").content.decode()

    assert "TIPH (1990) came first" in page
    assert ">TIPH (1999)</a>" in page


def test_a_mission_that_is_planned_has_no_length_yet(client):
    Mission.objects.filter(pk="short").update(
        start_date=datetime.date(2100, 1, 1), end_date=None, end_precision=None
    )

    page = client.get("/missions/compare/?missions=long,short").content.decode()

    assert "LONG was in the field for 11.0 years; not in the field yet: SHORT." in page


def rows_of(client, query):
    answer = client.get(f"/missions/compare/?missions={query}&format=csv")
    rows = csv.DictReader(io.StringIO(answer.content.decode()))
    return {row["what"]: row for row in rows}


def decided(slug, year, until=None, **values):
    return factories.MandateFactory(
        mission_id=slug,
        symbol=f"S/RES/{year} ({year})",
        adopted_on=datetime.date(year, 1, 1),
        valid_until=until and datetime.date(until, 1, 1),
        valid_until_precision=until and "day",
        **values,
    )


def test_a_mandate_begins_when_the_mission_was_authorised(client):
    Mandate.objects.all().delete()
    decided("long", 1990, 1991)
    Mission.objects.filter(pk="long").update(
        authorised_on=datetime.date(1991, 1, 1), authorised_precision="day"
    )

    found = {name: row["long"] for name, row in rows_of(client, "long,short").items()}

    assert found["Years under mandate"] == "10.0, 1 January 1991 to 31 December 2000"


def test_the_mandates_are_told_by_time_chapter_and_size(client):
    Mandate.objects.all().delete()
    decided("long", 1990, 1991, chapter="unstated")
    decided("long", 1991, 1992, chapter="vii", action="expand")
    last = decided("long", 1992, 1994, chapter="vii", action="extend")
    for component, number in (("troops", 900), ("police", 50)):
        factories.MandateCeilingFactory(
            mandate=last, component=component, personnel=number
        )

    found = {name: row["long"] for name, row in rows_of(client, "long,short").items()}

    assert found["First decision"] == "S/RES/1990 (1990), 1 January 1990"
    assert found["Chapters"] == (
        "No chapter stated: first in S/RES/1990 (1990), 1990; "
        "Chapter VII: first in S/RES/1991 (1991), 1991"
    )
    assert found["Decisions"] == "3, of which 1 extend and 1 change it"
    assert found["Years under mandate"] == "11.0, 1 January 1990 to 31 December 2000"
    assert found["Length of each term"] == "2 of 12 months; 1 of 24 months"
    assert found["Largest ceiling"] == "50 police (1992); 900 troops (1992)"


def test_a_term_begins_where_the_former_ends(client):
    Mandate.objects.all().delete()
    decided("long", 1990, 1992)
    decided("long", 1991, 1993, action="extend")

    assert rows_of(client, "long,short")["Length of each term"]["long"] == (
        "1 of 24 months; 1 of 12 months"
    )


def test_tasks_stand_in_their_groups(client):
    mandate = Mandate.objects.filter(mission="long").get()
    for name, group in (("Vote", "governance"), ("Guard", "military")):
        mandate.tasks_added.add(factories.MandateTaskFactory(name=name, group=group))

    page = client.get("/missions/compare/?missions=long,short").content.decode()
    table = page.split("Tasks ever given")[-1]
    places = [
        table.index(f'scope="row{scope}">{text}')
        for scope, text in (
            *(("group", "Military"), ("", "Guard")),
            *(("group", "Governance"), ("", "Vote")),
        )
    ]
    assert places == sorted(places)


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


@pytest.mark.parametrize("query", ["%00", "a%00,b", "%00,%00", ",", "%ED%A0%80"])
def test_what_no_slug_can_hold_is_a_mistake_or_nothing(client, query):
    answer = client.get(f"/missions/compare/?missions={query}")

    assert answer.status_code == (302 if query == "," else 400)


def test_a_comparison_costs_the_same_for_more_parts(count_queries):
    url = "/missions/compare/?missions=long,short"
    factories.MissionHostFactory(mission_id="long", position=9)
    count_queries(url)  # types of content are asked for once by each process
    few = count_queries(url)
    for number in range(5):
        for slug in ("long", "short"):
            mandate = decided(slug, 1990 + number)
            mandate.tasks_added.add(factories.MandateTaskFactory())
            factories.MandateCeilingFactory(mandate=mandate)
            factories.MissionHostFactory(mission_id=slug, position=number)

    assert count_queries(url) == few
    assert few <= 12

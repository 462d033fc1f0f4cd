"""The record of a mission: each value leads to what supports it, a number goes no further
than the reports, and a part that is absent says so."""

import datetime
import html
import re

import pytest

from missions import derived
from missions.models import Mission
from tests import factories

pytestmark = pytest.mark.django_db


def day(year, month=1):
    return datetime.date(year, month, 1)


@pytest.fixture
def mission():
    return factories.MissionFactory(
        slug="one", acronym="ONE", start_date=day(2000), end_date=None
    )


def page_of(client, mission):
    return html.unescape(client.get(f"/missions/{mission.pk}/").content.decode())


def cells(page):
    """`{label: what stands in the box}`."""
    return dict(re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL))


def test_a_value_without_a_citation_of_its_own_is_marked_as_of_the_whole_record(
    client, mission
):
    whole, own, other = (factories.SourceFactory() for _ in range(3))
    mission.citations.create(position=0, source=whole)
    mission.citations.create(position=1, source=own, field="start_date")
    mission.citations.create(
        position=2, source=other, field="end_date", states="2004-04-30"
    )
    factories.FatalityFactory(mission=mission)
    derived.refresh()

    found = cells(page_of(client, mission))

    assert "[2]" in found["Deployed"]
    assert "[record]" not in found["Deployed"]
    ended, competing = found["Ended"].split("Also stated")
    assert "[record]" in ended
    assert 'href="#sources"' in ended
    assert "[3]" not in ended
    assert "[3]" in competing
    assert "[codebook]" in found["Type"]
    assert "[source]" in found["Fatalities"]
    assert "[record]" not in found["Fatalities"]
    assert "marker" not in found["Peak uniformed personnel"]  # it has a reason


def late(mission):
    """Reports that begin in the third year of the mission."""
    source = factories.SourceFactory()
    for month, persons in ((day(2002, 12), 4000), (day(2003, 12), 5000)):
        factories.StrengthFactory(
            mission=mission, month=month, personnel=persons, source=source
        )
    derived.refresh()
    mission.refresh_from_db()


def test_a_larger_number_of_another_source_stands_beside_the_peak(client, mission):
    for rank, persons in ((1, 4000), (2, 4500), (3, 300)):
        factories.StrengthFactory(
            mission=mission,
            month=day(2000, 6),
            personnel=persons,
            source=factories.SourceFactory(title=f"Source {rank}", rank=rank),
        )
    derived.refresh()

    found = cells(page_of(client, mission))["Peak uniformed personnel"]

    assert re.sub("<.*?>", " ", found).split("Also stated:")[1:] == [
        " 4,500 in June 2000 [source]  "
    ]
    assert 'title="Source 2"' in found


def test_reports_that_begin_late_tell_what_the_peak_was_at_least(client, mission):
    late(mission)

    found = cells(page_of(client, mission))["Peak uniformed personnel"]

    assert "at least 5,000" in found
    assert "in December 2003; reports begin in December 2002" in found
    assert "not researched yet" not in found
    assert "[source]" in found


def test_the_sentence_and_the_list_say_at_least(client, mission):
    late(mission)

    assert (
        "with at least 5,000 uniformed personnel (reports begin in December 2002)"
        in page_of(client, mission)
    )
    assert "at least 5,000</td>" in client.get("/missions/").content.decode()


def test_the_api_keeps_a_peak_that_is_not_known_apart(client, mission):
    late(mission)

    record = client.get("/api/v1/missions/one/").json()

    assert record["peak_personnel"] is None
    assert record["absent"]["peak_personnel"] == "unknown"
    assert record["peak_at_least"] == 5000


def test_a_peak_that_is_known_is_at_least_nothing(mission):
    late(mission)
    factories.StrengthFactory(mission=mission, month=day(2000, 6), personnel=7000)
    derived.refresh()

    mission = Mission.objects.get()
    assert (mission.peak_personnel, mission.peak_at_least) == (7000, None)


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("traditional peacekeeping operation", "ONE is a traditional peacekeeping op"),
        ("observation mission", "ONE is an observation mission"),
    ],
)
def test_the_sentence_names_the_type_with_its_article(client, mission, noun, said):
    mission.mission_type.noun = noun
    mission.mission_type.save()

    assert said in page_of(client, mission)


def test_a_coalition_without_a_name_is_not_the_coalition(client, mission):
    organization = factories.OrganizationFactory(name="Ad hoc coalition of states")
    factories.MissionOrganizationFactory(mission=mission, organization=organization)

    assert " of an ad hoc coalition of states, since" in page_of(client, mission)


def test_each_leader_has_a_source_and_an_open_end_is_of_its_day(client, mission):
    closed = factories.SourceFactory(slug="un-leadership", title="Who leads")
    other = factories.SourceFactory(title="A press release")
    factories.LeaderFactory(mission=mission, source=closed, name="A")
    factories.LeaderFactory(
        mission=mission, source=other, name="B", start_date=day(2001)
    )

    row_a, row_b = leader_rows(page_of(client, mission))
    assert "Who leads" in row_a
    assert "in office in September 2019" in row_a
    assert "A press release" in row_b
    assert "no end on record" in row_b

    Mission.objects.update(end_date=datetime.date(2005, 6, 30), end_precision="day")
    assert all("not known" in row for row in leader_rows(page_of(client, mission)))


def leader_rows(page):
    table = page.split("2 leaders</summary>")[1].split("</table>")[0]
    return table.split("<tbody>")[1].split("</tr>")[:2]


def test_a_part_that_is_absent_says_so(client, mission):
    page = page_of(client, mission)

    for section in ("principles", "places", "figures"):
        assert f'<section id="{section}">' in page
        assert f'href="#{section}"' in page
    for part in ("Strength", "Contributors", "Fatalities", "Budgets", "Leaders"):
        assert f'<p class="absent">{part}: none of our sources' in page
    assert page.count('<a href="/data/coverage/">What is covered</a>') == 7


def test_a_part_that_is_present_has_no_reason(client, mission):
    factories.StrengthFactory(mission=mission)
    factories.BudgetFactory(mission=mission)
    factories.LeaderFactory(mission=mission)
    factories.FatalityFactory(mission=mission)
    factories.ContributionFactory(mission=mission)
    factories.DeploymentFactory(mission=mission)

    assert "None of our sources" not in page_of(client, mission)
    assert "none of our sources" not in page_of(client, mission)


def test_a_list_tells_a_number_that_is_not_known_from_none(client, mission):
    Mission.objects.update(fatalities=0)
    row = client.get("/missions/").content.decode().split('<td class="number">')

    assert "–" in row[1]
    assert '<span class="hidden">not known</span>' in row[1]
    assert row[2].startswith("0</td>")


def test_a_record_links_to_its_tables_and_is_cited_as_a_page(client, mission):
    page = page_of(client, mission)

    for table in ("mandates", "strengths", "contributions", "fatalities", "leaders"):
        address = f"/api/v1/{table}/?mission=one&format=csv"
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    for address in re.findall(r'href="(/cite/\?url=[^"]+)"', page):
        assert address.startswith("/cite/?url=/missions/one/")
        assert client.get(address).status_code == 200
    assert "&format=bibtex" in page


def test_a_list_is_cited_with_its_question(client):
    page = client.get("/countries/?region=africa").content.decode()

    assert "/cite/?url=/countries/%3Fregion%3Dafrica" in page


def test_a_country_that_no_source_names_as_contributor_says_so(client):
    country = factories.CountryFactory()
    address = country.get_absolute_url()
    assert "None of our sources names personnel" in client.get(address).content.decode()

    source = factories.SourceFactory(title="Who sent whom")
    factories.ContributionFactory(country=country, source=source)
    page = client.get(address).content.decode()
    assert "None of our sources names personnel" not in page
    assert ">Who sent whom</a>" in page

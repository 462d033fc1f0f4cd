"""Charts: the picture, the table and the words say the same."""

import datetime
import json

import pytest

from missions import figures
from missions.charts import contributing, drawing, many, phases, places, timeline
from missions.charts import figures as of_figures
from missions.codes import AssessmentCode
from missions.models import Mission
from organizations.models import Country
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_pictures")]
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def mission():
    factories.DataStateFactory()
    mission = factories.MissionFactory(slug="one", acronym="ONE")
    factories.MissionHostFactory(
        mission=mission, country=factories.CountryFactory(iso3="MLI", m49="466")
    )
    source = factories.SourceFactory()
    for month, troops, police in ((1, 100, 10), (2, 300, 20), (3, 200, None)):
        for component, personnel in (("troops", troops), ("police", police)):
            if personnel is not None:
                factories.StrengthFactory(
                    mission=mission,
                    source=source,
                    month=datetime.date(2014, month, 1),
                    component=component,
                    personnel=personnel,
                )
    for year, cause, deaths in ((2014, "illness", 2), (2015, "malicious-act", 3)):
        factories.FatalityFactory(
            mission=mission,
            source=source,
            date=datetime.date(year, 1, 1),
            date_precision="year",
            cause=cause,
            deaths=deaths,
        )
    bangladesh = factories.CountryFactory(iso3="BGD", name="Bangladesh")
    india = factories.CountryFactory(iso3="IND", name="India")
    for country, gender, personnel in (
        (bangladesh, "male", 8),
        (bangladesh, "female", 2),
        (india, "", 5),
    ):
        factories.ContributionFactory(
            mission=mission,
            country=country,
            month=datetime.date(2014, 2, 1),
            gender=gender,
            personnel=personnel,
            source=source,
        )
    for year, place, latitude, personnel in (
        (2014, "Gao", 16.27, 90),
        (2015, "Gao", 16.27, 100),
        (2015, "Gao Camp", 16.28, 20),
        (2015, "Kidal", 18.44, None),
    ):
        factories.DeploymentFactory(
            mission=mission,
            year=year,
            place=place,
            latitude=latitude,
            longitude=0,
            personnel=personnel,
            source=source,
        )
    factories.MissionOrganizationFactory(
        mission=mission,
        organization=factories.OrganizationFactory(slug="un", name="United Nations"),
        role="lead",
    )
    consent = factories.PrincipleFactory(slug="consent", name="Consent")
    for code, start, end in (("given", 2014, 2014), ("withdrawn", 2015, None)):
        factories.AssessmentFactory(
            mission=mission,
            principle=consent,
            code=code,
            start_date=datetime.date(start, 3, 1),
            end_date=end and datetime.date(end, 12, 31),
            end_precision=end and "day",
        )
    return mission


def all_drawings(mission):
    listed = list(Mission.objects.for_list())
    return [
        of_figures.strength(figures.strength_table(mission)),
        of_figures.fatalities(figures.fatality_table(mission)),
        of_figures.contributors(figures.contributor_table(mission)),
        timeline.timeline(listed, TODAY),
        many.world(listed, "/missions/?host={}".format),
        places.deployment(figures.deployment_table(mission), {"466"}),
        phases.phases(mission, TODAY),
    ]


def test_the_words_say_what_the_table_has(mission):
    strength, deaths, contributors, bars, world, *_ = all_drawings(mission)

    assert strength.finding == (
        "At its largest, 320 persons in February 2014; this source reports from "
        "January 2014 to March 2014."
    )
    assert strength.rows[1] == ["February 2014", "300", "20", "320"]
    assert deaths.finding == (
        "5 deaths in all, most of them in 2015 (3); first among the causes: malicious "
        "act (3)."
    )
    assert contributors.finding == (
        "In February 2014 2 states contributed; the largest was Bangladesh with 10 of "
        "15 persons."
    )
    assert contributors.rows == [
        ["Bangladesh", "10", "2"],
        ["India", "5", "not told apart"],
    ]
    assert world.rows[0][1:] == ["1", "ONE"]
    assert bars.rows[0][0] == "ONE"


def test_the_picture_is_drawn_from_the_numbers_of_the_table(mission):
    strength, *_ = all_drawings(mission)
    values = strength.spec["datasets"]["rows"]
    february = [v for v in values if v["month"] == "2014-02-01"]

    assert {v["component"]: v["personnel"] for v in february} == {
        "Troops": 300,
        "Police": 20,
    }


@pytest.mark.parametrize("number", range(7))
def test_every_picture_is_drawn_in_both_themes_and_of_the_size_it_says(mission, number):
    found = all_drawings(mission)[number]
    svg = drawing.picture(found, "svg").decode()

    assert f'width="{found.width}" height="{found.height}"' in svg
    assert "prefers-color-scheme:dark" in svg
    assert "var(--" in svg
    assert not any(f'"{light}"' in svg for light in drawing.LIGHT.values())
    assert drawing.picture(found, "png").startswith(b"\x89PNG")


def test_a_picture_is_drawn_once(mission, monkeypatch):
    found = all_drawings(mission)[0]
    first = drawing.picture(found, "svg")
    monkeypatch.setitem(drawing.DRAWERS, "svg", None)

    assert drawing.picture(found, "svg") == first


def test_bars_of_the_timeline_lead_to_their_missions(mission):
    bars = all_drawings(mission)[3]

    link = '<a href="/missions/one/" aria-label="ONE, other, since 1 January 2000">'
    assert link in drawing.inline(bars)
    assert "<style>" not in drawing.inline(bars)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/missions/one/charts/strength.svg", "image/svg+xml"),
        ("/missions/one/charts/fatalities.png", "image/png"),
        ("/missions/one/charts/contributors.json", "application/vnd.vegalite+json"),
        ("/missions/charts/timeline.svg?organization=", "image/svg+xml"),
        ("/missions/charts/map.json", "application/vnd.vegalite+json"),
        ("/missions/compare/strength.svg?missions=one,two", "image/svg+xml"),
        ("/missions/one/charts/deployment.svg?year=2015", "image/svg+xml"),
        ("/missions/one/charts/phases.png", "image/png"),
        ("/countries/BGD/charts/contributed.svg", "image/svg+xml"),
        ("/organizations/un/charts/at-once.svg", "image/svg+xml"),
    ],
)
def test_pictures_have_addresses(client, mission, path, kind):
    factories.MissionFactory(slug="two")
    answer = client.get(path)

    assert answer.status_code == 200
    assert answer["Content-Type"] == kind
    assert "unsafe" not in answer["Content-Security-Policy"]
    again = client.get(path, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/missions/one/charts/strength.gif", 404),
        ("/missions/one/charts/nothing.svg", 404),
        ("/missions/nobody/charts/strength.svg", 404),
        ("/missions/one/charts/strength.svg?x=1", 400),
        ("/missions/one/charts/deployment.svg?year=15", 400),
        ("/missions/one/charts/deployment.svg?year=1999", 404),
        ("/countries/XXX/charts/contributed.svg", 404),
        ("/countries/MLI/charts/contributed.svg", 404),
        ("/organizations/xx/charts/at-once.svg", 404),
        ("/missions/charts/map.svg?organisation=un", 400),
        ("/missions/compare/strength.gif?missions=one,one2", 400),
    ],
)
def test_what_is_no_picture_is_an_error(client, mission, path, status):
    assert client.get(path).status_code == status


def test_a_mission_without_figures_has_no_charts(client):
    factories.MissionFactory(slug="bare")

    assert client.get("/missions/bare/charts/strength.svg").status_code == 404
    assert "<figure" not in client.get("/missions/bare/").content.decode()


def test_vega_lite_is_json_that_names_its_data(client, mission):
    spec = json.loads(client.get("/missions/one/charts/fatalities.json").content)

    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert sum(row["deaths"] for row in spec["datasets"]["rows"]) == 5


def test_places_are_those_of_the_largest_year_or_of_the_one_that_is_asked_for(mission):
    largest = figures.deployment_table(mission)
    asked = figures.deployment_table(mission, 2014)

    assert (largest["year"], largest["years"]) == (2015, [2014, 2015])
    assert [row["place"] for row in largest["rows"]] == ["Gao", "Gao Camp", "Kidal"]
    assert [row["place"] for row in asked["rows"]] == ["Gao"]
    drawn = places.deployment(largest, {"466"})
    assert drawn.finding == (
        "In 2015 at 3 places; the most at Gao: an estimated 100 troops."
    )
    assert drawn.rows[-1] == ["Kidal", "no number"]


def test_a_map_of_places_shows_the_host_and_names_no_place_over_another(mission):
    table = figures.deployment_table(mission)
    data = places.deployment(table, {"466"}).spec["datasets"]

    assert [shape["host"] for shape in data["land"]].count(True) == 1
    assert [place["name"] for place in data["places"]] == ["Gao", "", "Kidal"]


def test_a_single_place_is_shown_with_what_is_around_it(mission):
    table = figures.deployment_table(mission, 2014)
    west, south, east, north = places.window(table["rows"])

    assert (east - west, north - south) == (1, 1)


def test_the_page_shows_the_year_that_is_asked_for(client, mission):
    page = client.get("/missions/one/?deployed=2014&within=host%3DMLI").content.decode()

    assert "Where it was in 2014" in page
    assert 'charts/deployment.svg?year=2014"' in page
    assert 'href="?within=host%3DMLI&amp;deployed=2015#places"' in page


@pytest.mark.parametrize("written", ["1999", "x", "２０１４"])
def test_a_year_without_places_is_an_error_that_says_which_there_are(
    client, mission, written
):
    page = client.get("/missions/one/", {"deployed": written})

    assert page.status_code == 400
    assert "known for 2014 to 2015" in page.content.decode()


def test_phases_are_told_in_words(mission):
    drawn = phases.phases(mission, TODAY)

    assert drawn.finding == "Consent: given, then withdrawn (1 March 2015)."
    assert drawn.rows[1][3:] == ["1 March 2015", "on"]
    assert drawn.spec["datasets"]["phases"][1]["end"] == "2026-11-23"


def test_every_code_has_a_colour():
    assert set(phases.COLOURS) == set(AssessmentCode.values)


def test_a_contributor_is_placed_among_all(mission):
    country = Country.objects.get(iso3="IND")
    drawn = contributing.contributed(country, figures.contributor_history(country))

    assert drawn.finding == (
        "5 uniformed persons in missions in February 2014, the last month of this source: "
        "number 2 of 2 contributors."
    )


def test_months_of_unequal_distance_stand_as_far_apart_as_they_are(mission):
    country = Country.objects.get(iso3="IND")
    drawn = contributing.contributed(country, figures.contributor_history(country))

    assert drawn.spec["encoding"]["x"]["type"] == "temporal"


def test_years_of_deaths_do_not_run_together(mission):
    axis = of_figures.fatalities(figures.fatality_table(mission)).spec["encoding"]["x"]

    assert axis["axis"]["labelOverlap"] == "greedy"
    assert axis["axis"]["labelSeparation"] > 0

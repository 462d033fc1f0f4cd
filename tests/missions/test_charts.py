"""Charts: the picture, the table and the words say the same."""

import datetime
import json

import pytest
from django.core.cache import caches

from missions import figures
from missions.charts import drawing, many
from missions.charts import figures as of_figures
from missions.models import Mission
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def own_cache(settings, tmp_path):
    settings.CACHES = {
        **settings.CACHES,
        "charts": {**settings.CACHES["charts"], "LOCATION": tmp_path},
    }
    caches.close_all()


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
    return mission


def all_drawings(mission):
    listed = list(Mission.objects.for_list())
    return [
        of_figures.strength(figures.strength_table(mission)),
        of_figures.fatalities(figures.fatality_table(mission)),
        of_figures.contributors(figures.contributor_table(mission)),
        many.timeline(listed, TODAY),
        many.world(listed, "/missions/?host={}".format),
    ]


def test_the_words_say_what_the_table_has(mission):
    strength, deaths, contributors, timeline, world = all_drawings(mission)

    assert strength.finding == (
        "At its largest, 320 persons in February 2014; reports from January 2014 to "
        "March 2014."
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
    assert timeline.rows[0][0] == "ONE"


def test_the_picture_is_drawn_from_the_numbers_of_the_table(mission):
    strength, *_ = all_drawings(mission)
    values = strength.spec["datasets"]["rows"]
    february = [v for v in values if v["month"] == "2014-02-01"]

    assert {v["component"]: v["personnel"] for v in february} == {
        "Troops": 300,
        "Police": 20,
    }


@pytest.mark.parametrize("number", range(5))
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
    timeline = all_drawings(mission)[3]

    link = '<a href="/missions/one/" aria-label="ONE, since 1 January 2000">'
    assert link in drawing.inline(timeline)
    assert "<style>" not in drawing.inline(timeline)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/missions/one/charts/strength.svg", "image/svg+xml"),
        ("/missions/one/charts/fatalities.png", "image/png"),
        ("/missions/one/charts/contributors.json", "application/vnd.vegalite+json"),
        ("/missions/charts/timeline.svg?organization=", "image/svg+xml"),
        ("/missions/charts/map.json", "application/vnd.vegalite+json"),
        ("/missions/compare/strength.svg?missions=one,two", "image/svg+xml"),
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

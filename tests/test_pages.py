"""Pages as their readers meet them, each kind alike."""

import html
import re

import pytest
from django.db import OperationalError

from tests.factories import (
    CountryFactory,
    ExplainerFactory,
    FormerSlugFactory,
    GlossaryTermFactory,
    MissionFactory,
    MissionOrganizationFactory,
    MissionTypeFactory,
    OrganizationFactory,
    PrincipleFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db
KINDS = {
    "missions": MissionFactory,
    "mission-types": MissionTypeFactory,
    "organizations": OrganizationFactory,
    "countries": CountryFactory,
    "principles": PrincipleFactory,
    "explainers": ExplainerFactory,
    "glossary": GlossaryTermFactory,
    "sources": SourceFactory,
}
TWINS = ["missions", "organizations", "countries", "principles"]


def text(response):
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_links_to_its_records(client, kind):
    record = KINDS[kind]()

    page = client.get(f"/{kind}/")

    assert page.status_code == 200
    assert f'href="{record.get_absolute_url()}"' in text(page)
    assert client.get(record.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_list_is_a_page(client, kind):
    assert client.get(f"/{kind}/").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_mistaken_parameter_is_a_400_page_that_offers_the_right_link(client, kind):
    page = client.get(f"/{kind}/?orderin=x&page_size=7")

    assert page.status_code == 400
    assert "orderin is not a parameter here" in text(page)
    assert "Did you mean <code>ordering</code>" in text(page)


def test_the_offered_link_works(client):
    OrganizationFactory(slug="un")
    page = client.get("/missions/?organisation=un&status=ongoing")

    [link] = re.findall(r'class="button" href="([^"]+)"', page.content.decode())

    assert html.unescape(link) == "/missions/?organization=un&status=ongoing"
    assert client.get(html.unescape(link)).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_takes_no_parameters(client, kind):
    record = KINDS[kind]()

    assert client.get(f"{record.get_absolute_url()}?x=1").status_code == 400


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_slug_is_a_404_page(client, kind):
    page = client.get(f"/{kind}/no-such-thing-at-all/")

    assert page.status_code == 404
    assert "no-such-thing-at-all" in text(page)


def test_an_unknown_slug_names_the_nearest(client):
    MissionFactory(slug="minusma", acronym="MINUSMA")
    MissionFactory(slug="untso", acronym="UNTSO")

    page = client.get("/missions/minusmaa/")

    assert page.status_code == 404
    assert 'href="/missions/minusma/"' in text(page)
    assert 'href="/missions/untso/"' not in text(page)


@pytest.mark.parametrize(
    "written", ["MINUSMA", "Minusma", "minusma-1", "UN MISSION", "un-mission"]
)
def test_other_forms_of_an_address_redirect(client, written):
    MissionFactory(slug="minusma", acronym="UN MISSION")
    FormerSlugFactory(former="minusma-1", current="minusma")

    response = client.get(f"/missions/{written}/")

    assert response.status_code == 301
    assert response["Location"] == "/missions/minusma/"


def test_a_country_code_in_any_case_redirects(client):
    CountryFactory(iso3="MLI")

    assert client.get("/countries/mli/")["Location"] == "/countries/MLI/"


@pytest.mark.parametrize(
    "path", ["/nothing/", "/missions/a/b/", "/missions/%00/", "/x"]
)
def test_an_unknown_path_is_a_404_page(client, path):
    page = client.get(path)

    assert page.status_code == 404
    assert page["Content-Type"].startswith("text/html")


def test_a_list_shows_the_rows_that_its_api_twin_gives(client):
    for slug in ("un", "au"):
        MissionOrganizationFactory(
            mission=MissionFactory(slug=f"of-{slug}"),
            organization=OrganizationFactory(slug=slug),
        )

    page = text(client.get("/missions/?organization=un"))
    api = client.get("/api/v1/missions/?organization=un").json()

    assert [row["slug"] for row in api["results"]] == ["of-un"]
    assert 'href="/missions/of-un/?within=organization%3Dun"' in page
    assert "/missions/of-au/" not in page
    assert 'href="/api/v1/missions/?organization=un"' in page


@pytest.mark.parametrize("kind", TWINS)
def test_a_list_and_a_record_link_to_their_data(client, kind):
    record = KINDS[kind]()
    for path in (f"/{kind}/", record.get_absolute_url()):
        page = text(client.get(path))

        assert f'href="/api/v1{path}"' in page
        assert client.get(f"/api/v1{path}").status_code == 200


def test_an_absent_value_is_said_in_words(client):
    mission = MissionFactory(slug="one")
    mission.absences.create(field="legal_basis", reason="not-researched")

    assert "not researched yet" in text(client.get("/missions/one/"))


def test_a_competing_value_stands_beside_the_headline_value(client):
    mission = MissionFactory(slug="one")
    mission.citations.create(
        position=0,
        source=SourceFactory(title="The other list"),
        field="start_date",
        states="2004-04-30",
    )

    page = text(client.get("/missions/one/"))

    assert "1 January 2000" in page
    assert "Also stated: 30 April 2004" in page
    assert "The other list" in page


def test_text_of_records_is_escaped(client):
    evil = "<script>alert(1)</script>"
    MissionFactory(slug="one", name=evil, summary=evil, theatre=evil)

    for path in ("/missions/", "/missions/one/", f"/missions/?q={evil}"):
        assert evil not in client.get(path).content.decode()


def test_a_missing_database_is_a_503_page(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr("sources.pages.paginate", away)

    page = client.get("/countries/")

    assert page.status_code == 503
    assert page["Retry-After"]
    assert "The database is away" in text(page)


def test_pages_carry_their_security_headers(client):
    page = client.get("/missions/")

    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"]
    assert "Set-Cookie" not in page


def test_a_filter_that_the_form_does_not_show_is_not_lost(client):
    page = text(client.get("/missions/?active_on=1993&page_size=7&status=ended"))

    assert 'name="active_on" value="1993"' in page
    assert '<input type="hidden" name="page_size" value="7">' in page
    assert '<input type="hidden" name="status" value="ended">' in page
    assert '<input type="hidden" name="active_on"' not in page
    assert "in the field in 1993; Ended." in page

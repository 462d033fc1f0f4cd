"""What programs read of the site."""

import datetime
import re
import xml.etree.ElementTree as ET

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.machine import OWN_PAGES
from sources.search import refill
from tests import factories

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture
def mission():
    factories.DataStateFactory(release__version="2026.11")
    mission = factories.MissionFactory(
        slug="one",
        acronym="ONE",
        name="First </script><b>mission",
        start_date=datetime.date(1956, 11, 1),
        start_precision="month",
    )
    factories.MissionHostFactory(mission=mission)
    factories.MissionOrganizationFactory(mission=mission)
    factories.ExplainerFactory(slug="consent")
    factories.GlossaryTermFactory(slug="host-state", term="Host state")
    refill()
    return mission


def test_every_own_page_is_there(client):
    for path in OWN_PAGES:
        assert client.get(path).status_code == 200, path


def test_the_sitemap_names_every_page_and_no_other(client, mission):
    tree = ET.fromstring(client.get("/sitemap.xml").content)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {
        entry.findtext(f"{space}loc"): entry.findtext(f"{space}lastmod")
        for entry in tree
    }

    assert found[f"{SITE}/missions/one/"] == str(mission.updated_on)
    assert f"{SITE}/explainers/consent/" in found
    for address in found:
        assert client.get(address.removeprefix(SITE)).status_code == 200, address


def test_the_feed_tells_what_changed(client, mission):
    tree = ET.fromstring(client.get("/changes.atom").content)
    space = "{http://www.w3.org/2005/Atom}"
    titles = [e.findtext(f"{space}title") for e in tree.iter(f"{space}entry")]

    assert titles == ["Release 2026.11", "ONE: First </script><b>mission"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/robots.txt", f"Sitemap: {SITE}/sitemap.xml"),
        ("/llms.txt", f"- [API guide]({SITE}/api/)"),
        ("/.well-known/security.txt", f"Canonical: {SITE}/.well-known/security.txt"),
    ],
)
def test_texts_for_programs(client, path, said):
    answer = client.get(path)

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert said in answer.content.decode()


def test_security_txt_has_not_expired(client):
    written = client.get("/.well-known/security.txt").content.decode()
    [day] = re.findall(r"Expires: (\d{4}-\d\d-\d\d)T", written)

    left = datetime.date.fromisoformat(day) - datetime.date.today()
    assert 300 < left.days < 366


CONTACTS = ["https://example.org/issues", "mailto:peace@example.org"]


@pytest.mark.parametrize("contact", CONTACTS)
def test_who_finds_a_mistake_is_told_whom_to_reach(client, settings, contact):
    settings.CONTACT = contact
    about = client.get("/about/").content.decode()

    assert f'<a href="{contact}">' in about
    written = client.get("/.well-known/security.txt").content.decode()
    assert f"Contact: {contact}\n" in written


def test_without_an_address_the_page_says_what_can_be_done(client, settings):
    settings.CONTACT = ""
    written = client.get("/.well-known/security.txt").content.decode()
    about = client.get("/about/").content.decode()

    assert f"Contact: {SITE}/about/#contact\n" in written
    assert 'id="contact"' in about
    assert "CONTRIBUTING.md" in about


@pytest.mark.parametrize(
    "wrong", ["peace@example.org", "http://example.org", "https://a\nb", "mailto:x"]
)
def test_an_address_that_leads_nowhere_is_refused(monkeypatch, wrong):
    monkeypatch.setenv("CONTACT", wrong)

    with pytest.raises(ImproperlyConfigured, match="mailto:somebody@example.org"):
        environment.contact("CONTACT")

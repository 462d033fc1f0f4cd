"""Nothing that a record holds or a client sends becomes markup of ours: every text of
every model and every parameter of every address is tried."""

import html
import json
import re
import urllib.parse
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from config.api import RESOURCES
from config.dump import ROOMS
from config.machine import OWN_PAGES
from sources.citing import STYLES
from tests.marked import records_of_pages

pytestmark = pytest.mark.django_db
MARKED = re.compile(r"q[0-9]+|s")  # names of elements that no page of ours has
# Texts that only the API tells, or that are too short for a mark with a number.
ELSEWHERE = {
    *("Assessment.coder", "CountryYear.m49", "MandateTask.definition"),
    *("MandateTask.pema", "MandateTask.tamm", "MandateTask.unpmm", "Membership.note"),
    *("Country.iso2", "MissionAlias.language"),
}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster"}


class Elements(HTMLParser):
    """Finds what must not be: elements of ours, handlers of events, addresses that run."""

    def __init__(self):
        super().__init__()
        self.found, self.script, self.linked = [], None, []

    def handle_starttag(self, tag, attributes):
        if MARKED.fullmatch(tag):
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            scheme = (value or "").strip().partition(":")[0].lower()
            runs = name in ADDRESSES and scheme in ("javascript", "data", "vbscript")
            if name.startswith("on") or name == "style" or runs:
                self.found.append(f"{tag} {name}={value!r}")
            if name == "src" and tag == "script" and not value.startswith("/static/"):
                self.found.append(f"script {value!r}")
        self.script = dict(attributes).get("type") if tag == "script" else None

    def handle_data(self, data):
        if self.script == "application/ld+json":
            json.loads(data)
            self.linked.append(data)

    def handle_endtag(self, tag):
        self.script = None


def assert_harmless(response, told):
    """No markup but ours, whatever kind of answer it is."""
    assert response["X-Content-Type-Options"] == "nosniff", told
    kind = response["Content-Type"].split(";")[0]
    body = b"".join(response) if response.streaming else response.content
    if kind == "text/html":
        assert "unsafe" not in response["Content-Security-Policy"], told
        page = Elements()
        page.feed(body.decode())
        page.close()
        assert not page.found, (told, page.found)
    elif kind.endswith("xml"):
        for element in ET.fromstring(body).iter():
            assert not MARKED.fullmatch(element.tag.rpartition("}")[2]), told
            assert not any(name.startswith("on") for name in element.attrib), told
    return body.decode("utf-8", "replace")


def every_address():
    """Each page, picture, feed, citation and resource."""
    own = [path for path in OWN_PAGES if path != "/cite/"]
    pages = [*own, *records_of_pages(), "/search/?q=q1", "/missions/nothing/"]
    yield from pages
    yield from ("/changes.atom", "/sitemap.xml", "/llms.txt", "/api/v1/docs/")
    for view in ("map", "timeline", "timeline&by=organization", "timeline&by=region"):
        yield f"/missions/?view={view}"
    yield "/missions/compare/?missions=one,two"
    yield "/missions/compare/?missions=one,two&format=csv"
    for name in ("strength", "fatalities", "contributors", "deployment", "phases"):
        yield f"/missions/one/charts/{name}.svg"
    for name in ("missions/charts/map", "missions/charts/timeline"):
        yield f"/{name}.svg"
    yield "/missions/charts/at-once.svg"
    yield "/missions/compare/strength.svg?missions=one,two"
    yield "/countries/MLI/charts/contributed.svg"
    yield "/organizations/un/charts/at-once.svg"
    for path in records_of_pages():
        yield f"/cite/?url={path}"
        for style in STYLES:
            yield f"/cite/?url={path}&format={style}"
    for name, viewset in RESOURCES.items():
        include = ",".join(viewset().selection.includes)
        more = f"&include={include}" if include else ""
        for form in ("json", "csv", "jsonl"):
            yield f"/api/v1/{name}/?format={form}{more}"


def test_no_text_of_a_record_becomes_markup(client, world):
    seen = set()
    for path in every_address():
        response = client.get(path)
        assert response.status_code in (200, 404), (path, response.status_code)
        shown = html.unescape(assert_harmless(response, path))
        if response["Content-Type"].startswith(
            ("text/html", "image/svg", "application/a")
        ):
            seen |= {int(number) for number in re.findall(r"<q([0-9]+)>", shown)}

    # The marks were there to be seen: nearly all texts stand on some page or in a feed.
    assert {*world.values()} - {world[number] for number in seen} == ELSEWHERE


def test_an_address_that_runs_is_no_address_of_a_record():
    tried = 0
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, models.URLField):
                    tried += 1
                    with pytest.raises(ValidationError):
                        field.clean("javascript:alert(1)//https://x.org", model())
    assert tried >= 3


PARAMETERS = (
    *("q", "format", "url", "view", "missions", "year", "by", "kind", "cursor", "page"),
    *("ordering", "page_size", "fields", "include", "group_by", "measure", "field"),
    *("organization", "start_date__gte", "host__isnull", "peak_personnel__lt"),
)
EVIL = (
    "'\"></script><q1><s onload=alert(1)>",
    "javascript:alert(1)//</q1>",
    "//evil.example/<q1>",
    "{{7*7}}<q1>{% debug %}",
    "\0<q1>",
)
ASKED = [
    *OWN_PAGES,
    *("/search/", "/missions/one/", "/missions/nothing/", "/countries/MLI/"),
    *("/missions/charts/map.svg", "/missions/one/charts/phases.svg", "/nothing/"),
    *("/missions/compare/strength.svg", "/problems/not-found/", "/problems/no/"),
    *("/api/v1/", "/api/v1/missions/", "/api/v1/missions/one/", "/api/v1/suggest/"),
    *("/api/v1/strengths/", "/api/v1/schema/", "/api/v1/docs/", "/api/v1/nothing/"),
    *("/changes.atom", "/sitemap.xml", "/robots.txt", "/llms.txt"),
]


@pytest.mark.parametrize("path", ASKED)
def test_nothing_that_is_asked_becomes_markup(client, world, path):
    for evil in EVIL:
        quoted = urllib.parse.quote(evil)
        queries = [f"?{name}={quoted}" for name in PARAMETERS]
        for query in [*queries, f"?{quoted}=1", f"?{quoted}"]:
            response = client.get(f"{path}{query}")
            assert_harmless(response, f"{path}{query}")
            assert "evil.example" not in response.get("Location", "").partition("?")[0]


@pytest.mark.parametrize("evil", EVIL)
def test_no_path_becomes_markup(client, evil):
    quoted = urllib.parse.quote(evil, safe="")
    for before in (
        "/",
        "/missions/",
        "/countries/",
        "/cite/",
        "/api/",
        "/api/v1/missions/",
    ):
        for after in ("", "/", "/charts/phases.svg"):
            assert_harmless(client.get(f"{before}{quoted}{after}"), before)

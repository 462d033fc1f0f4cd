"""What holds on every address: no cookie, nothing to write to, no door for editors."""

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

from config.api import RESOURCES
from tests.marked import records_of_pages

pytestmark = pytest.mark.django_db
# Where a pattern has parts, addresses of records that are there (see `world`).
FILLED = {
    "missions/charts/at-once.<slug:kind>": "missions/charts/at-once.svg",
    "missions/charts/<slug:name>.<slug:kind>": "missions/charts/map.svg",
    "missions/compare/strength.<slug:kind>": "missions/compare/strength.svg?missions=one,two",
    "missions/<str:slug>/charts/<slug:name>.<slug:kind>": "missions/one/charts/phases.svg",
    "countries/<str:slug>/charts/contributed.<slug:kind>": "countries/MLI/charts/contributed.svg",
    "organizations/<str:slug>/charts/at-once.<slug:kind>": "organizations/un/charts/at-once.svg",
    "<slug:page>/card.png": "missions/card.png",
    "<slug:kind>/<str:slug>/card.png": "missions/one/card.png",
    "problems/<slug:kind>/": "problems/not-found/",
    "cite/": "cite/?url=/missions/one/&format=bibtex",
    "search/": "search/?q=one",
    "api/v1/suggest/": "api/v1/suggest/?q=one",
}
WRITES = ("POST", "PUT", "PATCH", "DELETE", "PROPFIND", "TRACE")


def patterns(found=None, before=""):
    """All patterns of addresses, as they are written."""
    for pattern in get_resolver().url_patterns if found is None else found:
        written = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLPattern):
            yield written
        else:
            yield from patterns(pattern.url_patterns, written)


def addresses():
    """An address for each pattern."""
    records = {f"{path.split('/')[1]}/": path[1:] for path in records_of_pages()}
    for pattern in patterns():
        base = pattern.removesuffix("<str:slug>/")
        if pattern in FILLED:
            yield f"/{FILLED[pattern]}"
        elif base in records and base != pattern:
            yield f"/{records[base]}"
        elif "(?P<pk>" in pattern:
            model = RESOURCES[pattern.split("/")[2]].queryset.model
            yield f"/{pattern.partition('(')[0]}{model.objects.first().pk}/"
        else:
            assert not set("<>()") & set(pattern), f"{pattern} needs an example here"
            yield f"/{pattern}"


def test_no_address_sets_a_cookie_or_takes_anything(client, world):
    found = list(addresses())
    assert len(found) > 80
    for path in found:
        answer = client.get(path, headers={"Cookie": "sessionid=a; csrftoken=b"})
        assert answer.status_code in (200, 302), (path, answer.status_code)
        answers = [answer, client.get(f"{path.partition('?')[0]}?no-such-name=1")]
        for method in WRITES:
            refused = client.generic(method, path, b"a=1", "text/plain")
            assert refused.status_code == 405, (method, path)
            answers.append(refused)
        for one in answers:
            assert not one.cookies, path
            assert "Set-Cookie" not in one.headers, path
            assert "Cookie" not in one.get("Vary", ""), path


def test_there_is_no_door_for_editors():
    written = " ".join([*settings.INSTALLED_APPS, *settings.MIDDLEWARE]).lower()

    for name in ("admin", "auth", "session", "csrf", "messages"):
        assert name not in written
    assert not any("admin" in pattern or "login" in pattern for pattern in patterns())

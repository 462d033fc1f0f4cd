"""How long a page may be kept, and by whom."""

import pytest

from api import state as states
from tests import factories

pytestmark = pytest.mark.django_db
PATHS = ["/", "/missions/", "/missions/one/", "/glossary/", "/api/", "/sitemap.xml"]


@pytest.fixture
def state():
    factories.MissionFactory(slug="one")
    return factories.DataStateFactory()


@pytest.mark.parametrize("path", PATHS)
def test_browsers_ask_again_and_caches_between_keep_it(client, state, path):
    page = client.get(path)
    again = client.get(path, headers={"If-None-Match": page["ETag"]})

    for answer in (page, again):
        assert answer["Cache-Control"] == (
            "public, max-age=0, s-maxage=300, stale-if-error=86400"
        )
        assert answer["ETag"] == page["ETag"]
    assert (page.status_code, again.status_code) == (200, 304)
    assert again.content == b""


def test_new_data_or_a_new_template_is_a_new_page(client, state, monkeypatch):
    tag = client.get("/missions/")["ETag"]
    held = {"If-None-Match": tag}

    monkeypatch.setattr(states, "program_digest", lambda: "another template")
    assert client.get("/missions/", headers=held).status_code == 200
    monkeypatch.undo()
    assert client.get("/missions/", headers=held).status_code == 304

    state.digest = "f" * 64
    state.save()
    assert client.get("/missions/", headers=held).status_code == 200


def test_templates_static_files_and_packages_are_part_of_the_program(
    settings, tmp_path
):
    settings.BASE_DIR = tmp_path
    (tmp_path / "requirements.txt").write_text("one==1")
    digests = {states.program_digest.__wrapped__()}
    for file in ("templates/a/page.html", "static/site.css", "requirements.txt"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("other")
        digests.add(states.program_digest.__wrapped__())

    assert len(digests) == 4


@pytest.mark.parametrize("path", ["/missions/nowhere/", "/missions/?status=odd"])
def test_what_is_no_good_page_is_not_kept(client, state, path):
    refused = client.get(path, headers={"If-None-Match": "*"})

    assert refused.status_code in (400, 404)
    assert "ETag" not in refused
    assert "Cache-Control" not in refused


def test_a_picture_that_is_held_says_how_long_it_may_be_kept(client, state):
    picture = client.get("/missions/charts/timeline.svg")
    again = client.get(
        "/missions/charts/timeline.svg", headers={"If-None-Match": picture["ETag"]}
    )

    assert again.status_code == 304
    assert again["Cache-Control"] == picture["Cache-Control"] == states.CACHE


def test_nothing_is_kept_while_one_works_at_the_program(client, state, settings):
    settings.DEBUG = True

    assert "Cache-Control" not in client.get("/missions/")

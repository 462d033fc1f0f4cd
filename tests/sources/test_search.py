"""One search over everything."""

import pytest

from config.api import RESOURCES
from sources.search import KINDS, SearchEntry, searched

pytestmark = pytest.mark.django_db


def suggested(client, words):
    response = client.get("/api/v1/suggest/", {"q": words})
    assert response.status_code == 200
    return response.json()["results"]


@pytest.mark.parametrize(
    ("words", "kind", "slug"),
    [
        ("minusta", "missions", "minustah"),
        ("MINUSMA", "missions", "minusma"),
        ("minusm", "missions", "minusma"),
        ("un", "organizations", "un"),
        ("nato", "organizations", "nato"),
        ("Cote d'Ivoire", "countries", "CIV"),
        ("cote divoire", "countries", "CIV"),
        ("mali", "countries", "MLI"),
        ("consnt", "principles", "consent"),
        ("S/RES/2100 (2013)", "sources", "s-res-2100-2013"),
        ("multidimensionnelle integree Mali", "missions", "minusma"),
    ],
)
def test_the_first_suggestion_is_what_was_meant(client, loaded, words, kind, slug):
    first, *_ = suggested(client, words)

    assert (first["kind"], first["slug"]) == (kind, slug)
    assert list(first) == ["kind", "slug", "label", "hint", "url"]
    assert client.get(first["url"]).status_code == 200


def test_at_most_ten_in_one_query(client, loaded, django_assert_num_queries):
    with django_assert_num_queries(2):  # the state of the data, and the search
        found = suggested(client, "united nations")

    assert len(found) == 10


def test_nothing_is_suggested_for_nothing(client, loaded):
    assert suggested(client, "") == []
    assert suggested(client, "zzzzqqqq") == []


def test_every_hit_has_a_page(client, loaded):
    shown = [kind for kind, part in searched().items() if part.suggested]
    for kind in shown:
        entry = SearchEntry.objects.filter(kind=kind).first()
        if entry:
            assert client.get(f"/{kind}/{entry.key}/").status_code == 200


@pytest.mark.parametrize(
    "name", [n for n, v in RESOURCES.items() if hasattr(v.filterset_class, "searched")]
)
def test_every_resource_with_words_can_be_searched(client, loaded, name):
    searched_kind = RESOURCES[name].filterset_class.searched
    entry = SearchEntry.objects.filter(kind=searched_kind).first()
    if entry is None:
        assert not RESOURCES[name].queryset.exists()
        return

    words = " ".join(entry.label.split()[:4])
    found = client.get(f"/api/v1/{name}/", {"q": words, "page_size": 500})

    keys = [row.get("slug") or row.get("iso3") for row in found.json()["results"]]
    assert entry.key in keys


def test_words_are_ranked_by_where_they_stand(client, loaded):
    rows = client.get("/api/v1/missions/?q=Mali&fields=slug,name").json()["results"]

    named = ["Mali" in row["name"] for row in rows]
    assert named[0]
    assert sum(named[: sum(named)]) >= sum(named) - 1  # names before summaries


def labels(client, words):
    return [(hit["kind"], hit["label"]) for hit in suggested(client, words)]


def test_the_start_of_an_acronym_comes_before_that_of_a_name_and_sources_come_last(
    client, loaded
):
    found = labels(client, "une")
    kinds = [kind for kind, _ in found]

    assert found[:2] == [("missions", "UNEF I"), ("missions", "UNEF II")]
    assert ("missions", "UNOWA") in found
    assert "sources" not in kinds[: kinds.index("missions")]
    from_first_source = kinds[kinds.index("sources") :] if "sources" in kinds else []
    assert set(from_first_source) <= {"sources"}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("un", ["organizations", "missions", "missions"]),
        ("congo", ["countries", "missions"]),
        ("safe", ["glossary"]),
    ],
)
def test_what_is_exactly_that_comes_first_and_then_missions(
    client, loaded, words, first
):
    assert [kind for kind, _ in labels(client, words)][: len(first)] == first


def test_what_is_alike_in_letters_is_found_only_where_nothing_holds_the_words(
    client, loaded
):
    page = client.get("/search/", {"q": "congo"}).content.decode()

    assert "Democratic Republic of the Congo" in page
    assert "Switzerland" not in page  # a Confederation
    assert ("countries", "Mozambique") in labels(client, "mozambik")


def test_a_hint_says_in_words_what_a_record_is(client, loaded):
    [country] = [h for h in suggested(client, "Rwanda") if h["slug"] == "RWA"]
    [alliance] = [h for h in suggested(client, "nato") if h["slug"] == "nato"]

    assert (country["hint"], alliance["hint"]) == ("state, RWA", "alliance, NATO")


def test_every_kind_that_is_suggested_has_a_place(client):
    suggested_kinds = {kind for kind, part in searched().items() if part.suggested}

    assert {*KINDS, "sources"} == suggested_kinds

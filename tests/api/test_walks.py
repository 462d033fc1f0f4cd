"""Every list, in every order it documents, gives each of its records once."""

import pytest

from config.api import RESOURCES

pytestmark = pytest.mark.django_db
ORDERS = [
    (name, sign + order)
    for name, viewset in RESOURCES.items()
    for order in viewset.filterset_class.orderings
    for sign in ("", "-")
]


@pytest.mark.parametrize(("name", "order"), ORDERS)
def test_walking_gives_every_record_once(client, loaded, name, order):
    url = f"/api/v1/{name}/?ordering={order}&page_size=199"
    rows, seen = [], None
    while url:
        page = client.get(url).json()
        rows += [tuple(map(str, row.values())) for row in page["results"]]
        url, seen = page["next"], page["count"]

    assert len(rows) == seen
    model = RESOURCES[name].queryset.model
    if "slug" in {field.name for field in model._meta.fields}:
        assert len(set(rows)) == seen

"""Records gathered in one query are those that Django would have fetched in many."""

import pytest
from django.db import connection
from django.db.models import prefetch_related_objects
from django.test.utils import CaptureQueriesContext

from missions.models import CaseStudy, Mission, MissionType
from organizations.models import Country, Organization
from principles.models import Explainer, GlossaryTerm, Principle
from tests import factories

pytestmark = pytest.mark.django_db
MODELS = [
    *(Mission, MissionType, CaseStudy, Organization, Country),
    *(Principle, Explainer, GlossaryTerm),
]


def told(record, paths):
    """A record's columns and those of what hangs on it, as plain values."""
    columns = {
        f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields
    }
    below = {}
    for path in paths:
        name, _, rest = path.partition("__")
        below.setdefault(name, []).extend([rest] if rest else [])
    for name, rest in below.items():
        found = getattr(record, name)
        if hasattr(found, "all"):
            columns[name] = [told(row, rest) for row in found.all()]
        else:
            columns[name] = found and told(found, rest)
    return columns


@pytest.mark.parametrize("model", MODELS)
def test_gathered_records_are_the_prefetched_ones(model, loaded):
    paths = model.objects.all().page_parts
    fetched = list(model.objects.order_by("pk"))
    prefetch_related_objects(fetched, *paths)

    gathered = model.objects.order_by("pk").whole()

    assert len(gathered) == len(fetched) > 0
    for one, other in zip(gathered, fetched, strict=True):
        assert told(one, paths) == told(other, paths)


@pytest.mark.parametrize("model", MODELS)
def test_all_parts_cost_one_query(model, loaded):
    paths = model.objects.all().page_parts
    model.objects.all()[:1].whole()  # the kinds of records live as long as the process

    with CaptureQueriesContext(connection) as queries:
        for record in model.objects.all()[:3].whole():
            told(record, paths)

    assert len(queries) == 1


def test_a_part_knows_its_whole_without_a_query():
    mission = factories.MissionFactory()
    factories.MandateFactory(mission=mission)
    [gathered] = Mission.objects.filter(pk=mission.pk).whole()

    with CaptureQueriesContext(connection) as queries:
        assert gathered.mandates.all()[0].mission is gathered

    assert not queries.captured_queries


def test_a_relation_to_nothing_is_none():
    leader = factories.LeaderFactory(nationality=None)

    [gathered] = Mission.objects.filter(pk=leader.mission_id).whole()

    assert gathered.leaders.all()[0].nationality is None


def test_a_gathered_relation_can_still_be_asked():
    mission = factories.MissionFactory()
    factories.MandateFactory(mission=mission, symbol="S/RES/1 (1946)")
    factories.MandateFactory(symbol="S/RES/2 (1946)")
    [gathered] = Mission.objects.filter(pk=mission.pk).whole()

    assert gathered.mandates.filter(symbol="S/RES/2 (1946)").count() == 0
    assert gathered.mandates.filter(symbol="S/RES/1 (1946)").count() == 1

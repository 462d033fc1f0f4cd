"""What is stored, summed up or copied by the database is what would be made freshly."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api import answers, quick
from api.columns import Column
from api.formats import copied
from api.rendering import rendered
from config.api import RESOURCES
from missions.filters import ContributionFilter
from missions.models import ContributionSummary, Mission
from sources import stored
from sources.stored import StoredAnswer

pytestmark = pytest.mark.usefixtures("db", "with_answers")
KINDS = [viewset.row_serializer.resource for viewset in stored.answered()]


@pytest.fixture(scope="module")
def with_answers(loaded, django_db_blocker):
    with django_db_blocker.unblock():
        stored.refill()
    return loaded


@pytest.fixture(autouse=True)
def no_limit(settings):
    settings.RATE_LIMIT = 0


@pytest.fixture
def freshly(client, monkeypatch):
    """A function that asks with every answer made anew."""

    def ask(url, **headers):
        with monkeypatch.context() as patch:
            patch.setattr("api.viewsets.may_be_quick", lambda request: False)
            patch.setattr("api.formats.copied.stored_as_told", lambda *_: None)
            patch.setattr("api.formats.stored_as_told", lambda *_: None)
            patch.setattr(ContributionFilter, "summaries", None)
            return client.get(url, headers=headers)

    return ask


def body(response):
    return b"".join(response) if response.streaming else response.content


def same(one, other):
    assert one.status_code == other.status_code == 200
    assert body(one) == body(other)
    assert dict(one.headers) == dict(other.headers)


def test_every_record_has_an_answer():
    for name in KINDS:
        assert (
            StoredAnswer.objects.filter(kind=name).count()
            == RESOURCES[name].queryset.count()
        )


@pytest.mark.parametrize("name", KINDS)
def test_a_stored_list_is_the_list(client, freshly, name):
    """All records, page by page."""
    url = f"/api/v1/{name}/?page_size=500"
    while url:
        response = client.get(url)
        same(response, freshly(url))
        url = response.json()["next"]


@pytest.mark.parametrize("name", KINDS)
def test_every_stored_record_is_the_record(client, freshly, name):
    """The text of each against its serializer, and one as it is served."""
    viewset = RESOURCES[name]
    told = {key: record for key, _, record in rendered(viewset, viewset.queryset.all())}
    kept = dict(StoredAnswer.objects.filter(kind=name).values_list("key", "record"))
    assert kept == told
    url = f"/api/v1/{name}/{viewset.example}/"
    same(client.get(url), freshly(url))


QUERIES = [
    *("organization=un&page_size=7", "host=MLI,HTI&ordering=-peak_personnel"),
    *("q=mali", "status=ongoing&ordering=name", "start_date__gte=1990&region=africa"),
    *("task=ddr&consent=withdrawn", "fatalities__isnull=true&page_size=3"),
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_filtered_list_is_the_same_forwards_and_backwards(client, freshly, query):
    url = f"/api/v1/missions/?{query}"
    last = None
    while url:
        same(client.get(url), freshly(url))
        last, url = url, client.get(url).json()["next"]
    while last:
        same(client.get(last), freshly(last))
        last = client.get(last).json()["previous"]


def plans():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [sql for (sql,) in cursor.fetchall() if "WITH found" in sql]


def test_the_server_keeps_the_plan_of_a_list(client):
    url = "/api/v1/missions/?start_date__gte={}&page_size=21"
    before = plans()
    client.get(url.format(1990))
    after = plans()
    client.get(url.format(1991))

    assert len(after) == len(before) + 1
    assert plans() == after


def test_behind_a_pooler_no_plan_is_kept(client, freshly, monkeypatch):
    """A pooler tells another number of the process than the server."""
    monkeypatch.setattr(stored, "DIRECT", {connection.connection: False})
    url = "/api/v1/missions/?start_date__lte=1990&end_date__gte=1991&page_size=22"
    before = plans()

    same(client.get(url), freshly(url))
    assert plans() == before


def test_a_connection_to_the_server_itself_is_known(monkeypatch):
    monkeypatch.setattr(stored, "DIRECT", {})

    assert stored.is_direct(connection.connection)


def test_a_list_is_one_select(client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/api/v1/missions/?start_date__gte=1990&page_size=20")

    assert len(queries) == 1


@pytest.mark.parametrize(
    "url",
    [
        *(
            "missions/?fields=slug",
            "missions/?include=mandates",
            "missions/minusma/?x=1",
        ),
        *("missions/?nonsense=1", "missions/MINUSMA/", "missions/?organization=xx"),
        *("missions/?start_date__gte=2090", "missions/nonsense/", "missions/?cursor=x"),
        *("missions/?page_size=0", "missions/?page_size=501", "missions/?page_size="),
    ],
)
def test_other_questions_are_answered_as_ever(client, freshly, url):
    one, other = client.get(f"/api/v1/{url}"), freshly(f"/api/v1/{url}")

    assert one.status_code == other.status_code
    assert body(one) == body(other)


def test_a_browser_gets_indented_json(client):
    response = client.get("/api/v1/missions/untso/", headers={"Accept": "text/html"})

    assert response.content.startswith(b'{\n  "slug"')


def test_a_status_that_is_no_longer_true_is_not_told(client, monkeypatch):
    mission = Mission.objects.filter(end_date__isnull=True)[0]
    mission.end_date = datetime.datetime.now(datetime.UTC).date()
    mission.end_precision = "day"
    mission.save()
    stored.renew("missions", [mission.pk])
    url = f"/api/v1/missions/{mission.pk}/"
    assert client.get(url).json()["status"] == "ongoing"

    kept = StoredAnswer.objects.get(kind="missions", key=mission.pk)
    assert kept.until == mission.end_date + datetime.timedelta(days=1)
    StoredAnswer.objects.filter(pk=kept.pk).update(until=mission.end_date)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) > 1  # made freshly


COPIED = [
    *("contributions/?", "contributions/?gender=female&ordering=-personnel"),
    *("contributions/?month=2013-12&fields=country,personnel", "strengths/?"),
    *("strengths/?mission=minusma,monusco&ordering=month", "fatalities/?year=1993"),
    "strengths/?mission=unef-i",
]


@pytest.mark.parametrize("url", COPIED)
def test_a_copied_csv_is_the_csv(client, freshly, url):
    same(client.get(f"/api/v1/{url}&format=csv"), freshly(f"/api/v1/{url}&format=csv"))


def test_free_text_is_not_copied(client):
    rows = body(client.get("/api/v1/deployments/?format=csv&mission=minusma")).decode()

    assert len(list(csv.reader(io.StringIO(rows)))) > 10
    view = RESOURCES["leaders"]()
    columns = copied.stored_as_told(
        view.record_serializer(), view.queryset.model, formats_of("name")
    )
    assert columns is None


def formats_of(*names):
    return [Column((name,), "text") for name in names]


GROUPED = [
    *("group_by=year&measure=avg", "group_by=country,year&measure=max"),
    *("group_by=mission,month&measure=sum", "group_by=organization,year&measure=min"),
    *("group_by=gender,component&measure=avg", "group_by=host&measure=max&year=2012"),
    *("group_by=country&measure=sum&month=2013-12", "group_by=source"),
    *("group_by=region,gender&component=police", "group_by=mission&country=BGD"),
    "group_by=year&personnel__gte=100&measure=avg",
]


@pytest.mark.parametrize("query", GROUPED)
def test_groups_of_summaries_are_the_groups(client, freshly, query):
    url = f"/api/v1/contributions/?{query}"
    one, other = client.get(url).json(), freshly(url).json()

    assert one["count"] == other["count"] > 0
    for ours, fresh in zip(one["groups"], other["groups"], strict=True):
        if "avg" in fresh:
            assert ours.pop("avg") == pytest.approx(fresh.pop("avg"))
        assert ours == fresh


def test_summaries_are_used_where_they_can_be():
    def grain(params):
        filterset = ContributionFilter(params, ContributionFilter.summaries)
        found = filterset.summary("year")
        return None if found is None else set(found.values_list("grain", flat=True))

    assert grain({"component": "troops"}) == {"month"}
    assert grain({"organization": "un"}) == {"mission"}
    assert grain({"country": "BGD"}) == {"country"}
    assert grain({"country": "BGD", "gender": "female"}) is None
    assert ContributionSummary.objects.filter(grain="month").exists()


def test_nothing_else_is_quick(rf):
    for headers in ({"Accept": "text/csv"}, {"If-None-Match": '"x"'}):
        assert not quick.may_be_quick(rf.get("/", headers=headers))
    assert quick.may_be_quick(rf.get("/", headers={"Accept": "*/*"}))
    assert answers.FRESH < 1  # a load is followed within a second

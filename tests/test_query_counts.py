"""A list or a record costs the same number of queries for one row and for ten."""

import pytest

from api.viewsets import RecordViewSet
from config.api import router
from sources.models import Sourced
from tests import factories

pytestmark = pytest.mark.django_db

FACTORIES = {
    "missions": factories.MissionFactory,
    "organizations": factories.OrganizationFactory,
    "countries": factories.CountryFactory,
    "principles": factories.PrincipleFactory,
    "mission-types": factories.MissionTypeFactory,
    "explainers": factories.ExplainerFactory,
    "glossary": factories.GlossaryTermFactory,
    "sources": factories.SourceFactory,
    "case-studies": factories.CaseStudyFactory,
    "mandates": factories.MandateFactory,
    "mandate-tasks": factories.MandateTaskFactory,
    "assessments": factories.AssessmentFactory,
    "principle-events": factories.PrincipleEventFactory,
    "strengths": factories.StrengthFactory,
    "contributions": factories.ContributionFactory,
    "fatalities": factories.FatalityFactory,
    "budgets": factories.BudgetFactory,
    "deployments": factories.DeploymentFactory,
    "leaders": factories.LeaderFactory,
    "country-codes": factories.CountryCodeFactory,
    "panels/mission-year": factories.MissionYearFactory,
    "panels/country-year": factories.CountryYearFactory,
}
PAGES = [
    *("missions", "organizations", "countries", "principles", "mission-types"),
    *("explainers", "glossary", "sources", "case-studies"),
]
PRINCIPLES = ["consent", "impartiality", "non-use-of-force"]


def fill(kind, count, first=0):
    """Records of a kind with all their parts, so that each part is asked for."""
    made = []
    for number in range(first, first + count):
        if kind == "principles":
            record = factories.PrincipleFactory(slug=PRINCIPLES[number])
        else:
            record = FACTORIES[kind]()
        PARTS.get(kind, lambda record: None)(record)
        cite(record)
        made.append(record)
    return made


def cite(record):
    if isinstance(record, Sourced):
        record.citations.create(position=0, source=factories.SourceFactory())
        record.absences.create(field="acronym", reason="unknown")


def mission_parts(mission):
    factories.MissionOrganizationFactory(mission=mission)
    factories.MissionAliasFactory(mission=mission)
    period = factories.MissionHostFactory(mission=mission)
    factories.CountryCodeFactory(country=period.country)
    mission.succeeded_by.add(factories.MissionFactory())
    mission.predecessors.add(factories.MissionFactory())
    factories.CaseStudyFactory().missions.add(mission)
    more(mission)


def more(mission):
    """What a record page shows of a mission, once more."""
    mandate = factories.MandateFactory(mission=mission)
    factories.MandateCeilingFactory(mandate=mandate)
    mandate.tasks_added.add(factories.MandateTaskFactory())
    mandate.tasks_removed.add(factories.MandateTaskFactory())
    cite(mandate)
    factories.LeaderFactory(mission=mission, nationality=factories.CountryFactory())
    factories.StrengthFactory(mission=mission)
    factories.FatalityFactory(mission=mission)
    factories.DeploymentFactory(mission=mission)
    number = mission.assessments.count()
    cite(
        factories.AssessmentFactory(
            mission=mission, start_date=f"{2000 + number}-01-01"
        )
    )
    cite(
        factories.PrincipleEventFactory(mission=mission, date=f"{2000 + number}-01-01")
    )


def organization_parts(organization):
    factories.MembershipFactory(organization=organization)
    factories.MissionOrganizationFactory(organization=organization)
    organization.roles.add(factories.RoleFactory())


def country_parts(country):
    factories.CountryCodeFactory(country=country)
    factories.MembershipFactory(country=country)
    factories.MissionHostFactory(country=country)
    factories.ContributionFactory(country=country)
    country.successors.add(factories.CountryFactory())


def principle_parts(principle):
    factories.ExplainerFactory(principle=principle)
    cite(factories.PrincipleEventFactory(principle=principle))


def explainer_parts(explainer):
    factories.MisconceptionFactory(explainer=explainer)
    factories.QuestionFactory(explainer=explainer)
    cite(factories.ExplainerCaseFactory(explainer=explainer))
    explainer.further_reading.add(factories.SourceFactory())


def type_parts(mission_type):
    factories.MissionTypeFactory(parent=mission_type)
    factories.MissionFactory(mission_type=mission_type)
    factories.MissionTypeExampleFactory(mission_type=mission_type)


def source_parts(source):
    factories.MissionFactory().citations.create(position=0, source=source)
    factories.MandateFactory().citations.create(position=0, source=source)


def term_parts(term):
    term.related.add(factories.GlossaryTermFactory())


def mandate_parts(mandate):
    mandate.tasks_added.add(factories.MandateTaskFactory())
    mandate.tasks_removed.add(factories.MandateTaskFactory())


def study_parts(study):
    study.missions.add(factories.MissionFactory())
    study.organizations.add(factories.OrganizationFactory())
    study.explainers.add(factories.ExplainerFactory())


PARTS = {
    "missions": mission_parts,
    "organizations": organization_parts,
    "countries": country_parts,
    "principles": principle_parts,
    "explainers": explainer_parts,
    "mission-types": type_parts,
    "glossary": term_parts,
    "sources": source_parts,
    "mandates": mandate_parts,
    "case-studies": study_parts,
}
RESOURCES = [name for name, *_ in router.registry]
LISTS = [f"/{kind}/" for kind in PAGES] + [f"/api/v1/{kind}/" for kind in RESOURCES]
RECORDS = [f"/{kind}/" for kind in PAGES] + [
    f"/api/v1/{name}/"
    for name, viewset, _ in router.registry
    if issubclass(viewset, RecordViewSet)
]


@pytest.mark.parametrize("url", LISTS)
def test_a_list_costs_the_same_for_ten_rows(url, count_queries):
    kind = url.strip("/").removeprefix("api/v1/")
    factories.DataStateFactory()
    fill(kind, 1)
    count_queries(url)  # fills what lives as long as the process
    one = count_queries(url)

    if kind == "principles":
        factories.PrincipleFactory(slug=PRINCIPLES[1])
        factories.PrincipleFactory(slug=PRINCIPLES[2])
    else:
        fill(kind, 9)

    assert count_queries(url) == one


@pytest.mark.parametrize("url", RECORDS)
def test_a_record_costs_the_same_for_ten_parts(url, count_queries):
    kind = url.strip("/").split("/")[-1]
    factories.DataStateFactory()
    [record] = fill(kind, 1)
    address = f"{url}{record.pk}/"
    count_queries(address)
    one = count_queries(address)

    add = more if kind == "missions" else PARTS.get(kind, lambda record: None)
    for _ in range(9):
        add(record)

    assert count_queries(address) == one


@pytest.mark.parametrize("url", ["/", "/api/v1/"])
def test_an_entry_page_costs_the_same_for_ten_rows(url, count_queries):
    factories.DataStateFactory()
    for kind in FACTORIES:
        fill(kind, 1)
    count_queries(url)
    one = count_queries(url)

    for kind in FACTORIES.keys() - {"principles"}:
        fill(kind, 9)

    assert count_queries(url) == one


@pytest.mark.parametrize("kind", RESOURCES)
def test_every_resource_is_counted_here(kind):
    assert kind in FACTORIES


MOST_QUERIES = 12


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/missions/", "/missions/?organization=un,au&host=MLI&region=africa"),
        *("/missions/?view=map&active_on=1994", "/missions/?view=timeline"),
        *("/search/?q=mali", "/data/", "/data/coverage/", "/data/codebook/", "/about/"),
        *("/countries/", "/organizations/", "/sources/", "/glossary/", "/principles/"),
    ],
)
def test_no_page_asks_too_much(client, path, django_assert_max_num_queries):
    for slug in ("un", "au"):
        factories.OrganizationFactory(slug=slug)
    factories.CountryFactory(iso3="MLI")
    factories.DataStateFactory()
    fill("missions", 3)
    client.get(path)  # types of content are asked for once by each process

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("kind", PAGES)
def test_no_record_page_asks_too_much(client, kind, django_assert_max_num_queries):
    factories.DataStateFactory()
    [record] = fill(kind, 1)
    client.get(record.get_absolute_url())

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(record.get_absolute_url()).status_code == 200


def test_comparing_three_missions_costs_what_two_cost(count_queries):
    factories.DataStateFactory()
    slugs = [mission.pk for mission in fill("missions", 3)]
    address = "/missions/compare/?missions="
    count_queries(address + ",".join(slugs[:2]))
    two = count_queries(address + ",".join(slugs[:2]))

    assert count_queries(address + ",".join(slugs)) == two <= MOST_QUERIES

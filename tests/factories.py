"""The least that is valid. No random values: a failing test must fail twice."""

import datetime

import factory
from factory.django import DjangoModelFactory

from missions import models as missions
from organizations import models as organizations
from principles import models as principles
from sources import models as sources
from sources.search import SearchEntry
from sources.stored import StoredAnswer

DAY = datetime.date(2000, 1, 1)


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = sources.Source

    slug = factory.Sequence("source-{}".format)
    kind = "report"
    title = factory.Sequence("Report {}".format)


class ReleaseFactory(DjangoModelFactory):
    class Meta:
        model = sources.Release

    version = factory.Sequence("2026.01.{}".format)
    date = DAY
    digest = "0" * 64


class DataStateFactory(DjangoModelFactory):
    class Meta:
        model = sources.DataState

    release = factory.SubFactory(ReleaseFactory)
    digest = "0" * 64
    built_by = "0" * 64
    changed_at = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


class FormerSlugFactory(DjangoModelFactory):
    class Meta:
        model = sources.FormerSlug

    kind = "missions"
    former = factory.Sequence("former-{}".format)
    current = "current"


class SearchEntryFactory(DjangoModelFactory):
    class Meta:
        model = SearchEntry

    kind = "missions"
    key = factory.Sequence("mission-{}".format)
    label = "A mission"
    hint = "Where and when"
    codes = ["one"]
    names = "a mission"
    vector = "mission"


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = organizations.Country

    iso3 = factory.Sequence(lambda n: f"Q{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")
    m49 = factory.Sequence(lambda n: f"{n % 1000:03d}")
    name = factory.Sequence("Country {}".format)
    kind = "state"
    region = "africa"
    subregion = "western-africa"
    source = factory.SubFactory(SourceFactory)


class CountryCodeFactory(DjangoModelFactory):
    class Meta:
        model = organizations.CountryCode

    country = factory.SubFactory(CountryFactory)
    scheme = "gw"
    code = factory.Sequence(lambda number: str(number % 999 + 1))
    source = factory.SubFactory(SourceFactory)


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = organizations.Role

    slug = factory.Sequence("role-{}".format)
    name = factory.Sequence("Role {}".format)
    position = factory.Sequence(int)
    summary = "What it is."
    prose = "More of it."


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = organizations.Organization

    slug = factory.Sequence("organization-{}".format)
    name = factory.Sequence("Organization {}".format)
    kind = "regional"
    summary = "What it is."
    prose = "More of it."


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = organizations.Membership

    organization = factory.SubFactory(OrganizationFactory)
    country = factory.SubFactory(CountryFactory)
    joined = DAY
    joined_precision = "day"
    source = factory.SubFactory(SourceFactory)


class PrincipleFactory(DjangoModelFactory):
    class Meta:
        model = principles.Principle
        django_get_or_create = ["slug"]

    slug = "consent"
    name = "Consent"
    position = factory.Sequence(int)
    statement = "One sentence."
    origin = "Where from."
    what_it_is_not = "Not that."
    prose = "More."


class ExplainerFactory(DjangoModelFactory):
    class Meta:
        model = principles.Explainer

    slug = factory.Sequence("explainer-{}".format)
    kind = "principle"
    title = factory.Sequence("Explainer {}".format)
    position = factory.Sequence(int)
    answer = "One sentence."
    brief = "A minute and a half."
    text = "All of it.[^1]\n\n[^1]: A footnote."
    key_points = ["One"]
    reviewed_on = DAY


class MisconceptionFactory(DjangoModelFactory):
    class Meta:
        model = principles.Misconception

    explainer = factory.SubFactory(ExplainerFactory)
    position = factory.Sequence(int)
    claim = "So they say."
    reply = "It is not so."


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = principles.Question

    explainer = factory.SubFactory(ExplainerFactory)
    position = factory.Sequence(int)
    question = "Why?"
    answer = "Because."


class GlossaryTermFactory(DjangoModelFactory):
    class Meta:
        model = principles.GlossaryTerm

    slug = factory.Sequence("term-{}".format)
    term = factory.Sequence("Term {}".format)
    definition = "What it means."


class MissionTypeFactory(DjangoModelFactory):
    class Meta:
        model = missions.MissionType

    slug = factory.Sequence("type-{}".format)
    name = factory.Sequence("Type {}".format)
    noun = factory.Sequence("mission of type {}".format)
    position = factory.Sequence(lambda n: 1000 + n)  # beside the real ones
    definition = "What it is."
    recognition = ["A mark"]
    prose = "More."


class MissionFactory(DjangoModelFactory):
    class Meta:
        model = missions.Mission

    slug = factory.Sequence("mission-{}".format)
    acronym = factory.Sequence("M{}".format)
    name = factory.Sequence("Mission {}".format)
    mission_type = factory.SubFactory(MissionTypeFactory)
    start_date = DAY
    start_precision = "day"
    confidence = "high"
    summary = "What it did."
    updated_on = DAY


class MissionTypeExampleFactory(DjangoModelFactory):
    class Meta:
        model = missions.MissionTypeExample

    mission_type = factory.SubFactory(MissionTypeFactory)
    mission = factory.SubFactory(MissionFactory)
    position = 0


class MissionAliasFactory(DjangoModelFactory):
    class Meta:
        model = missions.MissionAlias

    mission = factory.SubFactory(MissionFactory)
    position = factory.Sequence(int)
    name = "Another name"
    language = "fr"


class MissionOrganizationFactory(DjangoModelFactory):
    class Meta:
        model = missions.MissionOrganization

    mission = factory.SubFactory(MissionFactory)
    organization = factory.SubFactory(OrganizationFactory)
    position = factory.Sequence(int)
    role = "lead"


class MissionHostFactory(DjangoModelFactory):
    class Meta:
        model = missions.MissionHost

    mission = factory.SubFactory(MissionFactory)
    country = factory.SubFactory(CountryFactory)
    position = 0


class MandateTaskFactory(DjangoModelFactory):
    class Meta:
        model = missions.MandateTask

    slug = factory.Sequence("task-{}".format)
    name = factory.Sequence("Task {}".format)
    group = "military"
    definition = "What is to be done."
    source = factory.SubFactory(SourceFactory)


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = missions.Mandate

    slug = factory.Sequence("mandate-{}".format)
    mission = factory.SubFactory(MissionFactory)
    body = "unsc"
    symbol = factory.Sequence("S/RES/{} (2000)".format)
    adopted_on = DAY
    adopted_precision = "day"
    action = "establish"
    changes = "It establishes the mission."


class MandateCeilingFactory(DjangoModelFactory):
    class Meta:
        model = missions.MandateCeiling

    mandate = factory.SubFactory(MandateFactory)
    component = "troops"
    personnel = 100


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = missions.Assessment

    slug = factory.Sequence("assessment-{}".format)
    mission = factory.SubFactory(MissionFactory)
    principle = factory.SubFactory(PrincipleFactory)
    phase = "All of it"
    start_date = DAY
    start_precision = "day"
    code = "given"
    confidence = "high"
    rationale = "The host asked for it."
    coder = "editors"
    coded_on = DAY


class PrincipleEventFactory(DjangoModelFactory):
    class Meta:
        model = missions.PrincipleEvent

    slug = factory.Sequence("event-{}".format)
    mission = factory.SubFactory(MissionFactory)
    principle = factory.SubFactory(PrincipleFactory)
    date = DAY
    date_precision = "day"
    what = "The host asked it to leave."
    effect = "withdrawn"


class CaseStudyFactory(DjangoModelFactory):
    class Meta:
        model = missions.CaseStudy

    slug = factory.Sequence("study-{}".format)
    title = factory.Sequence("Study {}".format)
    context = mandate_and_force = principles = "Text."
    outcome = disputed = lessons = "Text."


class ExplainerCaseFactory(DjangoModelFactory):
    class Meta:
        model = missions.ExplainerCase

    slug = factory.Sequence("case-{}".format)
    date = DAY
    date_precision = "day"
    result = "held"
    what = "It held."

    explainer = factory.SubFactory(ExplainerFactory)
    mission = factory.SubFactory(MissionFactory)
    position = factory.Sequence(int)


class FigureFactory(DjangoModelFactory):
    """What all figures have."""

    class Meta:
        abstract = True

    mission = factory.SubFactory(MissionFactory)
    source = factory.SubFactory(SourceFactory)


class StrengthFactory(FigureFactory):
    class Meta:
        model = missions.Strength

    month = DAY
    component = "troops"
    personnel = 100


class ContributionFactory(FigureFactory):
    class Meta:
        model = missions.Contribution

    country = factory.SubFactory(CountryFactory)
    month = DAY
    component = "troops"
    personnel = 100


class FatalityFactory(FigureFactory):
    class Meta:
        model = missions.Fatality

    date = DAY
    date_precision = "day"
    cause = "accident"
    deaths = 1


class BudgetFactory(FigureFactory):
    class Meta:
        model = missions.Budget

    period_start = DAY
    period_end = datetime.date(2000, 12, 31)
    kind = "approved"
    amount = 1_000_000
    currency = "USD"


class DeploymentFactory(FigureFactory):
    class Meta:
        model = missions.Deployment

    year = 2000
    place = "Gao"
    latitude = 16
    longitude = 0


class LeaderFactory(FigureFactory):
    class Meta:
        model = missions.Leader

    post = "force-commander"
    name = "E. L. M. Burns"
    start_date = DAY
    start_precision = "day"


class MissionYearFactory(DjangoModelFactory):
    class Meta:
        model = missions.MissionYear

    mission = factory.SubFactory(MissionFactory)
    year = factory.Sequence(lambda n: 1948 + n)
    days = 365


class CountryYearFactory(DjangoModelFactory):
    class Meta:
        model = missions.CountryYear

    country = factory.SubFactory(CountryFactory)
    year = factory.Sequence(lambda n: 1948 + n)
    missions_hosted = 1


class ContributionSummaryFactory(DjangoModelFactory):
    class Meta:
        model = missions.ContributionSummary

    grain = "month"
    source = factory.SubFactory(SourceFactory)
    month = DAY
    rows = 1
    personnel = 100
    least = 100
    most = 100


class StoredAnswerFactory(DjangoModelFactory):
    class Meta:
        model = StoredAnswer

    kind = "missions"
    key = factory.Sequence(lambda n: f"mission-{n}")
    row = "{}"
    record = "{}"

"""A record of every model, all tied together, with markup in every text that it has."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction

from config.dump import ROOMS
from missions import models as missions
from sources import models as sources
from sources.search import SearchEntry, refill
from sources.stored import StoredAnswer
from tests import factories

# Made from other tables, or never shown.
DERIVED = {
    *(SearchEntry, StoredAnswer, sources.DataState, sources.FormerSlug),
    *(missions.MissionYear, missions.ContributionSummary),
}
KEYS = {"record_key", "field", "kind", "digest", "built_by", "imports"}
EVIL_LINKS = "[a](javascript:alert(1)) ![a](javascript:alert(2)) [b](data:text/html,x)"


def texts(model):
    """Fields of a model that hold words, and are neither codes nor keys."""
    for field in model._meta.concrete_fields:
        base = field.base_field if isinstance(field, ArrayField) else field
        words = isinstance(base, models.CharField | models.TextField)
        listed = isinstance(field, models.JSONField)
        code = field.choices or field.primary_key or field.name in KEYS
        if (words or listed) and not code:
            yield field


def mark(field, number):
    """A text that would become an element, in text, attribute and script alike."""
    if isinstance(field, ArrayField | models.JSONField):
        base = getattr(field, "base_field", models.TextField())
        return [mark(base, number)]
    texts = [
        f"'\"></script><q{number}> {EVIL_LINKS}",
        f"'\"></script><q{number}>",
        f'"><q{number}>',
        "<s>",
    ]
    if isinstance(field, models.URLField):
        texts = [f"https://x/'\"></script><q{number}>"]
    longest = field.max_length or 10_000
    return next((text for text in texts if len(text) <= longest), "<")


def spoil(record, marks, mark):
    """Put a mark into each text of a record that the database takes it in."""
    for field in texts(type(record)):
        number = len(marks) + 1
        before = getattr(record, field.attname)
        setattr(record, field.attname, mark(field, number))
        try:
            with transaction.atomic():
                record.save(update_fields=[field.name])
            marks[number] = f"{type(record).__name__}.{field.name}"
        except IntegrityError:
            setattr(record, field.attname, before)


def make_world(mark=mark):
    """Make the records; give what each mark stands in, by its number."""
    source = factories.SourceFactory(slug="source", doi="10.1/x", symbol="S/1")
    mission = factories.MissionFactory(slug="one", wikidata="", headquarters_place="x")
    other = factories.MissionFactory(slug="two")
    un = factories.OrganizationFactory(slug="un")
    country = factories.CountryFactory(iso3="MLI", m49="466")
    explainer = factories.ExplainerFactory(slug="consent")
    records = [source, mission, other, un, country, explainer]
    one = {"mission": mission}
    of_source = {**one, "source": source}
    task = factories.MandateTaskFactory(slug="task", source=source)
    mandate = factories.MandateFactory(slug="mandate", url="https://x", **one)
    mandate.tasks_added.add(task)
    kind, role = mission.mission_type, factories.RoleFactory(slug="host")
    records += [task, mandate, kind, role, factories.PrincipleFactory()]
    un.roles.add(role)
    country.successors.add(factories.CountryFactory(iso3="NER"))
    study = factories.CaseStudyFactory(slug="study")
    study.missions.add(mission)
    study.organizations.add(un)
    study.explainers.add(explainer)
    mission.succeeded_by.add(other)
    term = factories.GlossaryTermFactory(slug="term")
    term.related.add(factories.GlossaryTermFactory(slug="other-term"))
    explainer.further_reading.add(source)
    records += [
        *(study, term),
        factories.MissionTypeExampleFactory(mission_type=kind, **one),
        factories.MissionAliasFactory(**one),
        factories.MissionOrganizationFactory(organization=un, **one),
        factories.MissionHostFactory(country=country, **one),
        factories.MandateCeilingFactory(mandate=mandate),
        factories.AssessmentFactory(slug="assessment", **one),
        factories.PrincipleEventFactory(slug="event", **one),
        factories.ExplainerCaseFactory(slug="case", explainer=explainer, **one),
        factories.MisconceptionFactory(explainer=explainer),
        factories.QuestionFactory(explainer=explainer),
        factories.CountryCodeFactory(country=country, source=source),
        factories.MembershipFactory(organization=un, country=country, source=source),
        factories.CountryYearFactory(country=country),
        *(
            factories.StrengthFactory(month=f"200{y}-01-01", **of_source)
            for y in (0, 1)
        ),
        factories.ContributionFactory(country=country, **of_source),
        factories.FatalityFactory(**of_source),
        factories.BudgetFactory(**of_source),
        factories.DeploymentFactory(**of_source),
        factories.LeaderFactory(**of_source),
        factories.DataStateFactory().release,
    ]
    cited = [r for r in records if isinstance(r, sources.Sourced)]
    for record in cited:
        kind = ContentType.objects.get_for_model(record)
        named = {"record_type": kind, "record_key": record.pk, "source": source}
        field = next(iter(record.answered), "") or "name"
        records.append(sources.Citation.objects.create(position=0, **named))
        records.append(
            sources.Citation.objects.create(
                position=1, field=field, states="x", locator="p", **named
            )
        )
        empty = [name for name in record.answered if not getattr(record, name, None)]
        for absent in empty[:1]:
            sources.Absence.objects.create(
                record_type=kind, record_key=record.pk, field=absent, reason="unknown"
            )
    made = {type(record) for record in records}
    rooms = [m for room in ROOMS for m in apps.get_app_config(room).get_models()]
    assert {m for m in rooms if list(texts(m))} - made - DERIVED == set()
    marks = {}
    for record in records:
        spoil(record, marks, mark)
    refill()
    return marks


def records_of_pages():
    for kind, key in (
        *(("missions", "one"), ("organizations", "un"), ("countries", "MLI")),
        *(("explainers", "consent"), ("principles", "consent"), ("glossary", "term")),
        *(("case-studies", "study"), ("sources", "source")),
        ("mission-types", missions.Mission.objects.get(pk="one").mission_type_id),
    ):
        yield f"/{kind}/{key}/"

"""Filters of missions, of their types, of the tasks in mandates and of case studies."""

from functools import partial

from django.db.models import F

from api.filters import (
    RANGE,
    REQUIRED_RANGE,
    SET,
    CodesFilter,
    NumberFilter,
    PeriodFilter,
)
from api.grouping import Group, decade_of, year_of
from api.relations import Related
from missions import facets
from missions.codes import Chapter, Confidence, Status, TaskGroup
from missions.models import CaseStudy, MandateTask, Mission, MissionType
from missions.querysets import active_between, active_since, in_status, started_by
from organizations.codes import Region, Subregion
from principles.models import Explainer
from sources import dates
from sources.filters import (
    Dates,
    SearchedFilterSet,
    distinct,
    fixed,
    keys,
    names,
    words,
)

Period = partial(PeriodFilter, parse=dates.parse)


def any_of(question):
    """A condition for dates joined by commas, from a question about one period."""

    def condition(values):
        return question(*values[0]) if len(values) == 1 else either(question, values)

    return condition


def either(question, values):
    first, *rest = (question(*value) for value in values)
    for other in rest:
        first |= other
    return first


class MissionFilter(SearchedFilterSet):
    """Every parameter is spelled out: the list is a public promise."""

    searched = "missions"
    spans = (("active_from", "active_to"),)
    orderings = {
        "start_date": ["start_date"],
        "end_date": ["end_date"],
        "acronym": ["acronym"],
        "name": ["name"],
        "peak_personnel": ["peak_personnel"],
        "fatalities": ["fatalities"],
    }
    groups = {
        **facets.by_mission(""),
        "status": facets.STATUS,
        "chapter": facets.CHAPTER,
        "start_year": year_of("start_date"),
        "start_decade": decade_of("start_date"),
        "consent": facets.principle_group("consent"),
        "impartiality": facets.principle_group("impartiality"),
        "force": facets.principle_group("non-use-of-force"),
        "task": facets.TASK,
    }

    organization = CodesFilter(
        label="Organization that runs it, alone or as a partner",
        codes=facets.ORGANIZATIONS_LISTED,
        related=facets.ORGANIZATIONS,
        operators=SET,
        example="un,au",
    )
    mission_type = CodesFilter(
        label="Type; the types below it are included",
        codes=facets.TYPES,
        condition=facets.of_type,
        operators=SET[:1],
        example="multidimensional",
    )
    host = CodesFilter(
        label="Host state or territory, ISO3",
        codes=facets.COUNTRIES,
        related=facets.HOSTS,
        operators=SET,
        example="MLI",
    )
    region = CodesFilter(
        "region",
        label="Region of the main host, UN M49",
        codes=fixed(Region),
        operators=SET,
        example="africa",
    )
    subregion = CodesFilter(
        "subregion",
        label="Subregion of the main host, UN M49",
        codes=fixed(Subregion),
        operators=SET,
        example="western-africa",
    )
    status = CodesFilter(
        label="Status today",
        codes=fixed(Status),
        condition=in_status,
        operators=SET[:1],
        example="ongoing",
    )
    chapter = CodesFilter(
        "chapter",
        label="Charter chapter that the establishing decision invokes",
        codes=fixed(Chapter),
        operators=SET,
        example="vii",
    )
    confidence = CodesFilter(
        "confidence",
        label="How sure we are of the record",
        codes=fixed(Confidence),
        operators=SET[:1],
        example="high",
    )
    acronym = CodesFilter(
        "acronym",
        label="Acronym, in any letter case",
        codes=distinct(Mission, "acronym", "missions"),
        operators=SET,
        example="MINUSMA",
    )
    task = CodesFilter(
        label="Task that a mandate gave",
        codes=facets.TASKS_LISTED,
        related=facets.TASKS,
        operators=SET,
        example="protection-of-civilians",
    )
    consent = CodesFilter(
        label="Code of consent in some phase",
        codes=facets.codes_of("consent"),
        related=facets.assessed("consent"),
        operators=SET,
        example="withdrawn",
    )
    impartiality = CodesFilter(
        label="Code of impartiality in some phase",
        codes=facets.codes_of("impartiality"),
        related=facets.assessed("impartiality"),
        operators=SET,
        example="challenged",
    )
    force = CodesFilter(
        label="Code of the use of force in some phase",
        codes=facets.codes_of("non-use-of-force"),
        related=facets.assessed("non-use-of-force"),
        operators=SET,
        example="self-defence",
    )
    active_on = Period(
        label="In the field on this day, or some day of this month or year",
        condition=any_of(active_between),
        example="1993",
    )
    active_from = Period(
        label="In the field on or after this date",
        condition=any_of(lambda first, last: active_since(first)),
        example="1990",
    )
    active_to = Period(
        label="In the field on or before this date",
        condition=any_of(lambda first, last: started_by(last)),
        example="1999",
    )
    start_date = Dates(
        "start_date",
        label="Deployment in the field",
        operators=REQUIRED_RANGE,
        example="1993-06",
    )
    end_date = Dates("end_date", label="Withdrawal", example="1995")
    authorised_on = Dates(
        "authorised_on", label="First decision to establish it", example="1993"
    )
    peak_personnel = NumberFilter(
        "peak_personnel",
        label="Most uniformed personnel in one month",
        operators=RANGE,
        example="10000",
    )
    fatalities = NumberFilter(
        "fatalities",
        label="Deaths of personnel, all causes",
        operators=RANGE,
        example="100",
    )

    class Meta:
        model = Mission
        fields = []  # every filter above is spelled out on purpose


class MissionTypeFilter(SearchedFilterSet):
    searched = "mission-types"
    orderings = {"position": ["position"], "name": ["name"]}
    groups = {"parent": Group(F("parent"), labels=names(MissionType))}

    parent = CodesFilter(
        "parent",
        label="The type above",
        codes=facets.TYPES,
        operators=SET,
        example="multidimensional",
    )

    class Meta:
        model = MissionType
        fields = []


class MandateTaskFilter(SearchedFilterSet):
    searched = "mandate-tasks"
    orderings = {"slug": ["slug"], "name": ["name"], "group": ["group", "slug"]}
    groups = {"group": Group(F("group"), labels=words(TaskGroup))}

    group = CodesFilter(
        "group",
        label="Group of tasks",
        codes=fixed(TaskGroup),
        operators=SET[:1],
        example="military",
    )

    class Meta:
        model = MandateTask
        fields = []


def linked(field, target):
    """What a case study is linked to by a many-to-many field."""
    through = getattr(CaseStudy, field).through
    return Related(through.objects.all, target, key="casestudy")


class CaseStudyFilter(SearchedFilterSet):
    searched = "case-studies"
    orderings = {"title": ["title"]}

    mission = CodesFilter(
        label="Mission that it tells of",
        codes=facets.MISSIONS,
        related=linked("missions", "mission"),
        operators=SET,
        example="minustah",
    )
    organization = CodesFilter(
        label="Organization that it tells of",
        codes=facets.ORGANIZATIONS_LISTED,
        related=linked("organizations", "organization"),
        operators=SET,
        example="nato",
    )
    explainer = CodesFilter(
        label="Explainer that it illustrates",
        codes=keys(Explainer, "explainers"),
        related=linked("explainers", "explainer"),
        operators=SET,
        example="consent",
    )

    class Meta:
        model = CaseStudy
        fields = []

"""What one may filter and group operations by, and everything that belongs to one."""

import dataclasses
from functools import partial

from django.db.models import F, Q

from api.grouping import Group
from api.relations import Related
from api.values import Fixed
from missions.codes import CODES_OF, AssessmentCode, Chapter, Status
from missions.models import (
    Assessment,
    Mandate,
    MandateTask,
    Mission,
    MissionHost,
    MissionOrganization,
    MissionType,
)
from missions.querysets import RUNNING_ROLES, status_case
from organizations.codes import Region, Subregion
from organizations.models import Country, Organization
from sources.filters import keys, names, words

# Who runs a mission, alone or as partners. To authorise is not to run: the Security
# Council authorised KFOR, which is not a UN operation.
ORGANIZATIONS = Related(
    lambda: MissionOrganization.objects.filter(role__in=RUNNING_ROLES), "organization"
)
HOSTS = Related(lambda: MissionHost.objects.all(), "country")
TASKS = Related(
    lambda: Mandate.tasks_added.through.objects.all(),
    "mandatetask",
    key="mandate__mission",
)


def assessed(principle):
    """The codes of a principle over all phases."""
    return Related(lambda: Assessment.objects.filter(principle=principle), "code")


def codes_of(principle):
    """The codes of a principle: the values of a filter."""
    return Fixed(tuple(CODES_OF[principle]))


MISSIONS = keys(Mission, "missions")
TYPES = keys(MissionType, "mission-types")
TASKS_LISTED = keys(MandateTask, "mandate-tasks")
ORGANIZATIONS_LISTED = keys(Organization, "organizations")
COUNTRIES = keys(Country, "countries")


def mission_names():
    return {
        slug: acronym or name
        for slug, acronym, name in Mission.objects.values_list(
            "pk", "acronym", "name"
        ).order_by()
    }


def of_type(values, path="mission_type"):
    """Missions of these types and of the types below them."""
    return Q(**{f"{path}__in": MissionType.objects.with_children(values)})


def by_mission(path):
    """Groups by the mission of a row: `path` is empty for missions themselves."""
    prefix = f"{path}__" if path else ""
    on = path or "pk"
    related = partial(dataclasses.replace, on=on)
    return {
        "organization": Group(
            related=related(ORGANIZATIONS), labels=names(Organization)
        ),
        "mission_type": Group(F(f"{prefix}mission_type"), labels=names(MissionType)),
        "host": Group(related=related(HOSTS), labels=names(Country)),
        "region": Group(F(f"{prefix}region"), labels=words(Region)),
        "subregion": Group(F(f"{prefix}subregion"), labels=words(Subregion)),
    }


STATUS = Group(status_case(), labels=words(Status))
CHAPTER = Group(F("chapter"), labels=words(Chapter))
TASK = Group(related=TASKS, labels=names(MandateTask))


def principle_group(principle):
    return Group(related=assessed(principle), labels=words(AssessmentCode))

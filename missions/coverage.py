"""How much is known of the missions: in all, and by the organizations that run them."""

import dataclasses

from django.db.models import Exists, OuterRef

from missions.models import (
    Assessment,
    Budget,
    Contribution,
    Deployment,
    Fatality,
    Leader,
    Mandate,
    Mission,
    MissionOrganization,
    PrincipleEvent,
    Strength,
)
from missions.querysets import RUNNING_ROLES

PARTS = {
    "Decisions": Mandate.objects.all(),
    "Ceilings": Mandate.objects.filter(ceilings__isnull=False),
    "Consent": Assessment.objects.filter(principle="consent"),
    "Impartiality": Assessment.objects.filter(principle="impartiality"),
    "Non-use of force": Assessment.objects.filter(principle="non-use-of-force"),
    "Events": PrincipleEvent.objects.all(),
    "Strength": Strength.objects.all(),
    "Contributors": Contribution.objects.all(),
    "Fatalities": Fatality.objects.all(),
    "Budgets": Budget.objects.all(),
    "Places": Deployment.objects.all(),
    "Leaders": Leader.objects.all(),
}


@dataclasses.dataclass(frozen=True)
class Row:
    """A group of missions: how many there are, and how many of them have each part."""

    label: str
    total: int
    having: list


def by_organization():
    """`Row`s over all missions and for each organization that runs one, the largest
    first; a mission of two organizations counts for both. Two queries."""
    flags = {
        f"part_{i}": Exists(part.filter(mission=OuterRef("pk")))
        for i, part in enumerate(PARTS.values())
    }
    known = {
        slug: having
        for slug, *having in Mission.objects.annotate(**flags)
        .order_by()
        .values_list("pk", *flags)
    }
    running = {}
    parties = MissionOrganization.objects.filter(role__in=RUNNING_ROLES)
    for mission, organization in parties.values_list(
        "mission_id", "organization__name"
    ).distinct():
        running.setdefault(organization, []).append(known[mission])
    rows = [row(name, found) for name, found in running.items()]
    return [
        row("All", list(known.values())),
        *sorted(rows, key=lambda r: (-r.total, r.label)),
    ]


def row(label, missions):
    return Row(
        label, len(missions), [sum(flags) for flags in zip(*missions, strict=True)]
    )

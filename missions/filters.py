"""What one may ask of missions, on pages and in the API alike."""

from api.filters import (
    CodesFilter,
    NumberFilter,
    PeriodFilter,
    StrictFilterSet,
    TextFilter,
    with_operators,
)
from missions.codes import Chapter, Status
from missions.models import Mission, MissionType
from organizations.codes import Region, Subregion
from organizations.models import Country, Organization
from sources import dates

RANGE = ("gte", "lte", "gt", "lt")


def slugs(model):
    """A callable that gives the keys of a table, for the values of a filter."""
    return lambda: model.objects.order_by("pk").values_list("pk", flat=True)


def values(choices):
    return lambda: choices.values


class MissionFilter(StrictFilterSet):
    """Every parameter is spelled out: the list is a public promise."""

    orderings = {
        "start_date": ["start_date"],
        "end_date": ["end_date"],
        "acronym": ["acronym"],
        "name": ["name"],
        "peak_personnel": ["peak_personnel"],
        "fatalities": ["fatalities"],
    }

    q = TextFilter(method="search", label="Words")
    organization = CodesFilter(
        "parties__organization",
        slugs(Organization),
        method="run_by",
        label="Organization",
    )
    mission_type = CodesFilter(
        "mission_type", slugs(MissionType), method="of_type", label="Type"
    )
    host = CodesFilter("host_periods__country", slugs(Country), label="Host")
    region = CodesFilter("region", values(Region), label="Region")
    subregion = CodesFilter("subregion", values(Subregion), label="Subregion")
    status = CodesFilter("status", values(Status), method="of_status", label="Status")
    chapter = CodesFilter("chapter", values(Chapter), label="Charter chapter")
    active_on = PeriodFilter(parse=dates.parse, method="active", label="Active on")
    active_from = PeriodFilter(
        parse=dates.parse, method="active_since", label="Active from"
    )
    active_to = PeriodFilter(parse=dates.parse, method="active_until", label="to")
    locals().update(
        with_operators(PeriodFilter, "start_date", RANGE, parse=dates.parse)
    )
    locals().update(with_operators(PeriodFilter, "end_date", RANGE, parse=dates.parse))
    locals().update(with_operators(NumberFilter, "peak_personnel", RANGE))
    locals().update(with_operators(NumberFilter, "fatalities", RANGE))

    class Meta:
        model = Mission
        fields = []  # every filter above is spelled out on purpose

    def search(self, queryset, name, value):
        return queryset.search(value)

    def run_by(self, queryset, name, value):
        return queryset.run_by(value)

    def of_type(self, queryset, name, value):
        return queryset.filter(
            mission_type__in=MissionType.objects.with_children(value)
        )

    def of_status(self, queryset, name, value):
        return queryset.with_status().filter(status__in=value)

    def active(self, queryset, name, value):
        return queryset.active_between(*value)

    def active_since(self, queryset, name, value):
        return queryset.active_since(value[0])

    def active_until(self, queryset, name, value):
        return queryset.started_by(value[1])

    def ordering(self):
        """Ranked where words are sought and no other order is asked for."""
        if self.data.get("q") and not self.data.get("ordering"):
            return ["-score", "start_date", "pk"]
        return super().ordering()


class MissionTypeFilter(StrictFilterSet):
    orderings = {"position": ["position"], "name": ["name"]}

    class Meta:
        model = MissionType
        fields = []

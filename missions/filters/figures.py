"""Filters of the other series of figures: each column, and the mission of the row."""

from django.db.models import F

from api.corrections import without
from api.filters import (
    RANGE,
    REQUIRED_RANGE,
    SET,
    CodesFilter,
    DegreesFilter,
    NumberFilter,
)
from api.grouping import Group, month_of, year_of
from api.mistakes import Mistake
from missions import facets
from missions.codes import (
    BudgetKind,
    Cause,
    PersonnelType,
    Post,
)
from missions.filters.parts import OF_MISSION
from missions.filters.stocks import COUNTRY, SOURCE, FigureFilter
from missions.models import (
    Budget,
    Deployment,
    Fatality,
    Leader,
)
from missions.querysets import dated_in_month, undecided
from organizations.models import Country
from sources.filters import (
    Dates,
    distinct,
    fixed,
    names,
    words,
)

# Which ends of a period an operator compares with.
EDGES = {
    **dict.fromkeys(("", "not"), ("begin", "end")),
    **dict.fromkeys(("gte", "lt"), ("begin",)),
    **dict.fromkeys(("lte", "gt"), ("end",)),
}


class FatalityFilter(FigureFilter):
    measured = "deaths"
    orderings = {
        "mission": ["mission", "date"],
        "date": ["date"],
        "country": ["country"],
        "personnel_type": ["personnel_type"],
        "cause": ["cause"],
        "deaths": ["deaths"],
        "source": ["source"],
    }
    groups = {
        **OF_MISSION,
        "year": year_of("date"),
        "month": month_of("date", precision="date_precision"),
        "country": COUNTRY,
        "personnel_type": Group(F("personnel_type"), labels=words(PersonnelType)),
        "cause": Group(F("cause"), labels=words(Cause)),
        "source": SOURCE,
    }

    date = Dates(
        "date", label="Date of death", operators=REQUIRED_RANGE, example="2014-03"
    )
    month = Dates(
        label="Month of death, where the month is known",
        condition=dated_in_month,
        operators=(),
        example="2014-03",
        finest="month",
    )
    year = Dates(
        "date", label="Year of death", operators=(), example="2014", finest="year"
    )
    country = CodesFilter(
        "country",
        label="Nationality, ISO3",
        codes=facets.COUNTRIES,
        operators=SET,
        example="BGD",
    )
    personnel_type = CodesFilter(
        "personnel_type",
        label="Who died",
        codes=fixed(PersonnelType),
        operators=SET,
        example="military",
    )
    cause = CodesFilter(
        "cause",
        label="Cause of death",
        codes=fixed(Cause),
        operators=SET[:1],
        example="malicious-act",
    )
    deaths = NumberFilter(
        "deaths", label="Deaths", operators=REQUIRED_RANGE, example="10"
    )

    class Meta:
        model = Fatality
        fields = []

    def invalid(self, params):
        yield from super().invalid(params)
        yield from self.finer_than_known(params)

    def finer_than_known(self, params):
        """Dates that tell apart what the rows do not: a death of which only the year is
        known would be counted, or not, as of the first of January."""
        dated = [
            name for name in self.form.fields if name.startswith(("date", "month"))
        ]
        asked = {n: self.form.cleaned_data.get(n) for n in dated if params.get(n)}
        if not any(asked.values()):
            return
        kept = without(params, *dated)
        rows = type(self)(kept, queryset=self.queryset).qs
        for name, periods in asked.items():
            edges = EDGES[name.partition("__")[2]]
            for first, last in periods or []:
                known = dict(zip(("begin", "end"), (first, last), strict=True))
                if rows.filter(undecided(**{e: known[e] for e in edges})).exists():
                    yield Mistake(
                        name,
                        params[name],
                        f"{name} is finer than what is known: of some of these deaths "
                        "only the year or the month is known. Ask by year, or choose a "
                        "source that tells the day.",
                    )
                    return


class BudgetFilter(FigureFilter):
    measured = "amount_usd"
    orderings = {
        "mission": ["mission", "period_start", "kind", "source"],
        "period_start": ["period_start"],
        "period_end": ["period_end"],
        "kind": ["kind"],
        "amount": ["amount"],
        "source": ["source"],
    }
    groups = {
        **OF_MISSION,
        "year": year_of("period_start"),
        "kind": Group(F("kind"), labels=words(BudgetKind)),
        "source": SOURCE,
    }

    period_start = Dates(
        "period_start",
        label="First day of the period",
        operators=REQUIRED_RANGE,
        example="2014-07-01",
    )
    period_end = Dates(
        "period_end",
        label="Last day of the period",
        operators=REQUIRED_RANGE,
        example="2015-06-30",
    )
    month = Dates(
        "period_start",
        label="Month in which the period begins",
        operators=(),
        example="2014-07",
        finest="month",
    )
    year = Dates(
        "period_start",
        label="Year in which the period begins",
        operators=(),
        example="2014",
        finest="year",
    )
    kind = CodesFilter(
        "kind",
        label="Approved, apportioned or expended",
        codes=fixed(BudgetKind),
        operators=SET[:1],
        example="approved",
    )
    amount_usd = NumberFilter(
        "amount_usd",
        label="US dollars, whole",
        operators=REQUIRED_RANGE,
        example="1000000",
    )

    class Meta:
        model = Budget
        fields = []


class DeploymentFilter(FigureFilter):
    measured = "personnel"
    orderings = {
        "mission": ["mission", "year", "place", "latitude", "longitude"],
        "year": ["year"],
        "place": ["place"],
        "personnel": ["personnel"],
        "source": ["source"],
    }
    groups = {
        **OF_MISSION,
        "year": Group(F("year"), kind="integer"),
        "place": Group(F("place")),
        "source": SOURCE,
    }

    year = NumberFilter("year", label="Year", operators=REQUIRED_RANGE, example="2014")
    place = CodesFilter(
        "place",
        label="Place, as the source writes it",
        codes=distinct(Deployment, "place", "deployments"),
        operators=SET[:1],
        example="Bamako",
    )
    latitude = DegreesFilter(
        "latitude", label="Degrees north", operators=REQUIRED_RANGE, example="12.5"
    )
    longitude = DegreesFilter(
        "longitude", label="Degrees east", operators=REQUIRED_RANGE, example="-8"
    )
    personnel = NumberFilter(
        "personnel", label="Persons, estimated", operators=RANGE, example="500"
    )

    class Meta:
        model = Deployment
        fields = []


class LeaderFilter(FigureFilter):
    orderings = {
        "mission": ["mission", "post", "start_date"],
        "start_date": ["start_date"],
        "end_date": ["end_date"],
        "name": ["name"],
        "post": ["post"],
    }
    groups = {
        **OF_MISSION,
        "post": Group(F("post"), labels=words(Post)),
        "nationality": Group(F("nationality"), labels=names(Country)),
        "year": year_of("start_date"),
        "source": SOURCE,
    }

    post = CodesFilter(
        "post",
        label="Post",
        codes=fixed(Post),
        operators=SET[:1],
        example="force-commander",
    )
    name = CodesFilter(
        "name",
        label="Name of the person",
        codes=distinct(Leader, "name", "leaders"),
        operators=SET[:1],
        example="Martti Ahtisaari",
    )
    nationality = CodesFilter(
        "nationality",
        label="Nationality, ISO3",
        codes=facets.COUNTRIES,
        operators=SET,
        example="FIN",
    )
    start_date = Dates("start_date", label="Begin of service", example="1989")
    end_date = Dates("end_date", label="End of service", example="1990")
    year = Dates(
        "start_date",
        label="Year of taking office",
        operators=(),
        example="1989",
        finest="year",
    )

    class Meta:
        model = Leader
        fields = []

"""Filters of the series of people present: each column, and the mission of the row."""

from django.db.models import F

from api.filters import (
    REQUIRED_RANGE,
    SET,
    CodesFilter,
    NumberFilter,
)
from api.grouping import Group, month_of, year_of
from missions import facets
from missions.codes import (
    Component,
    Gender,
)
from missions.filters.parts import OF_MISSION, OfMissionFilter
from missions.models import (
    Contribution,
    ContributionSummary,
    Strength,
)
from organizations.models import Country
from sources.filters import (
    Dates,
    fixed,
    keys,
    names,
    words,
)
from sources.models import Source

SOURCE = Group(F("source"), labels=names(Source, "title"))
COUNTRY = Group(F("country"), labels=names(Country))
COMPONENT = Group(F("component"), labels=words(Component))


class FigureFilter(OfMissionFilter):
    """Filters that all series share."""

    source = CodesFilter(
        "source",
        label="Source of the figure",
        codes=keys(Source, "sources"),
        operators=SET[:1],
        example="ipi-ppp",
    )


class StockFilter(FigureFilter):
    """People present at the end of a month: numbers of several months do not add up."""

    measured, stock = "personnel", "month"

    month = Dates(
        "month",
        label="Month reported on",
        operators=REQUIRED_RANGE,
        example="2014-03",
        finest="month",
    )
    year = Dates(
        "month", label="Year reported on", operators=(), example="2014", finest="year"
    )
    component = CodesFilter(
        "component",
        label="Who serves",
        codes=fixed(Component),
        operators=SET[:1],
        example="troops",
    )
    personnel = NumberFilter(
        "personnel", label="Persons", operators=REQUIRED_RANGE, example="1000"
    )


STOCK_GROUPS = {
    **OF_MISSION,
    "year": year_of("month"),
    "month": month_of("month"),
    "component": COMPONENT,
    "source": SOURCE,
}


class StrengthFilter(StockFilter):
    orderings = {
        "mission": ["mission", "month", "component", "source"],
        "month": ["month"],
        "component": ["component"],
        "personnel": ["personnel"],
        "source": ["source"],
    }
    groups = STOCK_GROUPS

    class Meta:
        model = Strength
        fields = []


class ContributionFilter(StockFilter):
    summaries = ContributionSummary.objects.all()
    columns_of = {"year": "month", **dict.fromkeys(facets.by_mission(""), "mission")}
    orderings = {
        "mission": ["mission", "country", "month", "component", "gender", "source"],
        "country": ["country"],
        "month": ["month"],
        "component": ["component"],
        "gender": ["gender"],
        "personnel": ["personnel"],
        "source": ["source"],
    }
    groups = {
        **STOCK_GROUPS,
        "country": COUNTRY,
        "gender": Group(F("gender"), labels=words(Gender)),
    }

    country = CodesFilter(
        "country",
        label="Contributing country, ISO3",
        codes=facets.COUNTRIES,
        operators=SET[:1],
        example="BGD",
    )
    gender = CodesFilter(
        "gender",
        label="Gender, where the source tells it",
        codes=fixed(Gender),
        operators=SET,
        example="female",
    )

    class Meta:
        model = Contribution
        fields = []

"""Pages of operations and their types."""

import dataclasses

from django.http import QueryDict
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from api.corrections import refuse, without
from api.mistakes import Mistake, nearest
from api.pagination import Page, column, in_order, paginate
from api.state import today
from missions import facts, figures, history, linking
from missions.charts import figures as of_figures
from missions.charts import many, phases, places
from missions.charts.drawing import inline
from missions.charts.timeline import GROUPS
from missions.charts.views import asked_group, drawn_list
from missions.choices import Choices
from missions.counts import totals
from missions.filters import CaseStudyFilter, MissionFilter, MissionTypeFilter
from missions.held import held
from missions.models import CaseStudy, Mandate, Mission, MissionType
from organizations.models import Country
from principles.models import Explainer, Principle
from sources import linked
from sources.models import Source
from sources.pages import ListPage, RecordPage

ORDERINGS = [
    ("start_date", "Start, earliest first"),
    ("-start_date", "Start, latest first"),
    ("acronym", "Acronym"),
    ("name", "Name"),
    ("-peak_personnel", "Peak personnel, highest first"),
    ("-fatalities", "Fatalities, highest first"),
]


class Home(TemplateView):
    template_name = "home.html"

    def get_context_data(self, **context):
        counted = totals(Mandate, Country, Source)
        at_once = many.at_once(Mission.objects.periods(), today())
        world = many.world(
            Mission.objects.ongoing().for_list(),
            lambda iso3: f"/missions/?status=ongoing&host={iso3}",
        )
        return super().get_context_data(
            numbers=Mission.objects.numbers(),
            mandates=counted[Mandate],
            countries=counted[Country],
            sources=counted[Source],
            principles=Principle.objects.all(),
            explainers=Explainer.objects.to_begin_with()[:8],
            at_once=at_once,
            world=world,
            linked_data=linked.website(linked.site(self.request)),
            **context,
        )


API = "/api/v1/missions/"
FORMATS = {
    "csv": "CSV",
    "xlsx": "Excel",
    "parquet": "Parquet",
    "jsonl": "JSON lines",
    "geojson": "GeoJSON",
}
VIEWS = {"table": "Table", "map": "Map", "timeline": "Timeline"}


class MissionList(ListPage):
    """The list as a table, a map or a timeline, with what it can be narrowed by."""

    queryset = Mission.objects.all()
    filterset_class = MissionFilter
    resource = "missions"
    form_fields = ("q", "active_on", "active_from", "active_to")
    own = ("view", "by")
    template_name = "missions/mission_list.html"

    @property
    def view(self):
        return self.request.GET.get("view") or "table"

    def page(self, filterset, params):
        self.filterset = filterset
        if self.view not in VIEWS:
            raise_unknown_view(self.request.GET)
        self.by = asked_group(self.request.GET, self.view)
        self.choices = Choices(
            self.request.GET, filterset, held(self.request.data_state)
        )
        if self.view == "table":
            ordering = filterset.ordering()
            columns = [column(Mission, name) for name in ordering]
            shown = filterset.qs.only(*(n for n in columns if n != "score"))
            return paginate(shown, ordering, params, number=self.choices.number)
        rows = list(filterset.qs.for_list())
        return Page(rows, len(rows), 0, None, None)

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        choices = self.choices
        query = choices.query(without=["view"]).lstrip(".")
        within = choices.query(without=[*self.own, "page_size"]).lstrip(".?")
        site = self.request.build_absolute_uri("/").rstrip("/")
        drawing = drawn_list(
            self.view,
            context["rows"],
            lambda iso3: f"/missions/{choices.query(without=['view'], host=iso3)}",
            self.by,
        )
        files = {
            label: f"{API}{choices.query(without=self.own, format=name)}"
            for name, label in FORMATS.items()
        }
        return {
            **context,
            "total": len(choices.held.bits),
            "listed": self.view == "table"
            and choices.held.listed(context["rows"], within),
            "facets": choices.facets(),
            "chips": choices.chips(),
            "view": self.view,
            "tabs": [
                (label, name, choices.query(without=["by"], view=name))
                for name, label in VIEWS.items()
            ],
            "groups": [
                (
                    label,
                    name,
                    choices.query(**{"by": name} if name else {}, without=["by"]),
                )
                for name, label in GROUPS.items()
            ],
            "by": self.by,
            "orders": [
                (label, name, choices.query(ordering=name)) for name, label in ORDERINGS
            ],
            "drawing": drawing,
            # Drawn by us, from records.
            "svg": drawing and mark_safe(inline(drawing)),  # nosec B308, B703
            "picture": f"/missions/charts/{self.view}",
            "query": query,
            "years": choices.years(),
            "downloads": [*files.items(), ("JSON, by page", context["api_url"])],
            "csv": site + files["CSV"],
            "here": self.request.build_absolute_uri(),
        }


def raise_unknown_view(params):
    view = params["view"]
    message = f"{view!r} is not a view of this list."
    refuse(params, [Mistake("view", view, message, tuple(VIEWS), nearest(view, VIEWS))])


class MissionDetail(RecordPage):
    """The record. `within` is the query of the list that one came from."""

    queryset = Mission.objects.all()
    resource = "missions"
    short_names = ("acronym", "aliases__name")
    own = ("within", "deployed")
    template_name = "missions/mission_detail.html"

    def get_context_data(self, record, **context):
        strengths = figures.strength_table(record)
        fatalities = figures.fatality_table(record)
        contributors = figures.contributor_table(record)
        deployment = self.deployment(record)
        hosts = {country.m49 for country in record.host_countries}
        drawings = [
            of_figures.strength(strengths),
            of_figures.contributors(contributors),
            of_figures.fatalities(fatalities),
            places.deployment(deployment, hosts),
            phases.phases(record, today()),
        ]
        drawings = {
            drawing.name: dataclasses.replace(
                drawing, address=f"/missions/{record.pk}/charts/{drawing.name}"
            )
            for drawing in drawings
            if drawing
        }
        return super().get_context_data(
            record=record,
            facts=facts.facts(record, strengths, fatalities),
            answer=facts.answer(record, strengths),
            steps=history.steps(record.mandates.all()),
            strengths=strengths,
            fatalities=fatalities,
            contributors=contributors,
            deployment=deployment,
            phases=drawings.pop("phases", None),
            places=drawings.pop("deployment", None),
            drawings=list(drawings.values()),
            budgets=record.budgets.select_related("source"),
            leaders=figures.leader_table(record),
            beside=self.beside(record),
            **context,
        )

    def linked_data(self, record, here):
        return linking.event(here, record)

    def deployment(self, record):
        """Where it was in the year that the address names, or when it was largest."""
        written = self.request.GET.get("deployed", "")
        year = int(written) if written.isascii() and written.isdecimal() else None
        table = figures.deployment_table(record, year)
        if written and (table is None or year is None):
            any_year = figures.deployment_table(record)
            years = [str(year) for year in any_year["years"]] if any_year else []
            known = f"{years[0]} to {years[-1]}" if years else "no year"
            message = f"Where it was is known for {known}, not for {written!r}."
            near = nearest(written, years)
            refuse(self.request.GET, [Mistake("deployed", written, message, (), near)])
        return table

    def beside(self, record):
        """The missions before and after this one in the list that one came from."""
        within = QueryDict(self.request.GET.get("within", ""))
        filterset = MissionFilter.checked(
            without(within, "view", "cursor"), Mission.objects.all()
        )
        ordered = in_order(filterset.qs, filterset.ordering())
        keys = list(ordered.values_list("pk", "acronym", "name"))
        place = next((i for i, key in enumerate(keys) if key[0] == record.pk), None)
        if place is None:
            return None
        before, after = keys[:place][-1:], keys[place + 1 : place + 2]
        return {
            "before": before and before[0],
            "after": after and after[0],
            "place": place + 1,
            "count": len(keys),
            "query": within.urlencode(safe=","),
        }


class MissionTypeList(ListPage):
    queryset = MissionType.objects.all()
    filterset_class = MissionTypeFilter
    resource = "mission-types"
    template_name = "missions/type_list.html"


class MissionTypeDetail(RecordPage):
    queryset = MissionType.objects.all()
    resource = "mission-types"
    template_name = "missions/type_detail.html"

    def linked_data(self, record, here):
        return linked.term(
            here, record, record.name, record.definition, "/mission-types/"
        )

    def get_context_data(self, record, **context):
        return super().get_context_data(
            record=record,
            missions=Mission.objects.of_types([record.slug]).for_list(),
            **context,
        )


class CaseStudyList(ListPage):
    queryset = CaseStudy.objects.all()
    filterset_class = CaseStudyFilter
    resource = "case-studies"
    template_name = "missions/study_list.html"


class CaseStudyDetail(RecordPage):
    queryset = CaseStudy.objects.all()
    resource = "case-studies"
    name_field = "title"
    template_name = "missions/study_detail.html"

    def linked_data(self, record, here):
        return linking.study(here, record, self.request.data_state)

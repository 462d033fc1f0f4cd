"""Pages of operations and their types."""

from django.views.generic import TemplateView

from missions import facts, figures
from missions.codes import Status
from missions.filters import CaseStudyFilter, MissionFilter, MissionTypeFilter
from missions.models import CaseStudy, Mission, MissionType
from organizations.codes import Region
from organizations.models import Country, Organization
from principles.models import Explainer, Principle
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
        return super().get_context_data(
            numbers=Mission.objects.numbers(),
            countries=Country.objects.count(),
            sources=Source.objects.count(),
            principles=Principle.objects.all(),
            explainers=Explainer.objects.for_list()[:6],
            types=MissionType.objects.for_list().filter(parent=None),
            **context,
        )


class MissionList(ListPage):
    queryset = Mission.objects.all()
    filterset_class = MissionFilter
    resource = "missions"
    form_fields = (
        *("q", "organization", "mission_type", "host", "region", "status"),
        *("active_from", "active_to", "ordering"),
    )
    template_name = "missions/mission_list.html"

    def get_context_data(self, **context):
        return super().get_context_data(
            choices={
                "organization": Organization.objects.running_missions(),
                "mission_type": MissionType.objects.values_list("slug", "name"),
                "host": Country.objects.hosting(),
                "region": Region.choices,
                "status": Status.choices,
                "ordering": ORDERINGS,
            },
            **context,
        )


class MissionDetail(RecordPage):
    queryset = Mission.objects.all()
    resource = "missions"
    short_names = ("acronym", "aliases__name")
    template_name = "missions/mission_detail.html"

    def get_context_data(self, record, **context):
        strengths = figures.strength_table(record)
        fatalities = figures.fatality_table(record)
        return super().get_context_data(
            record=record,
            facts=facts.facts(record, strengths, fatalities),
            strengths=strengths,
            fatalities=fatalities,
            **context,
        )


class MissionTypeList(ListPage):
    queryset = MissionType.objects.all()
    filterset_class = MissionTypeFilter
    resource = "mission-types"
    template_name = "missions/type_list.html"


class MissionTypeDetail(RecordPage):
    queryset = MissionType.objects.all()
    resource = "mission-types"
    template_name = "missions/type_detail.html"

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

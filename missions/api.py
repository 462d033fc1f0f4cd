"""Resources of operations. `config/api.py` routes them."""

from api.formats.geojson import Point
from api.viewsets import ListViewSet
from missions import filters, serializers
from missions.models import (
    Assessment,
    Budget,
    CaseStudy,
    Contribution,
    CountryYear,
    Deployment,
    Fatality,
    Leader,
    Mandate,
    MandateTask,
    Mission,
    MissionType,
    MissionYear,
    PrincipleEvent,
    Strength,
)
from sources.viewsets import SourcedListViewSet, SourcedViewSet


class MissionViewSet(SourcedViewSet):
    """Peace operations."""

    example = "minusma"
    queryset = Mission.objects.all()
    filterset_class = filters.MissionFilter
    row_serializer = serializers.MissionRowSerializer
    record_serializer = serializers.MissionSerializer
    include_groups = {
        "hosts": ["host_periods"],
        "organizations": [
            "lead_organizations",
            "partner_organizations",
            "authorising_organizations",
        ],
    }
    geometry = Point()


class MissionTypeViewSet(SourcedViewSet):
    """Kinds of operation."""

    example = "observation"
    queryset = MissionType.objects.all()
    filterset_class = filters.MissionTypeFilter
    row_serializer = serializers.MissionTypeRowSerializer
    record_serializer = serializers.MissionTypeSerializer


class MandateViewSet(SourcedViewSet):
    """Decisions on operations: what each established, extended, changed or ended."""

    example = "minusma-s-res-2100-2013"
    queryset = Mandate.objects.all()
    filterset_class = filters.MandateFilter
    row_serializer = serializers.MandateRowSerializer
    record_serializer = serializers.MandateSerializer


class MandateTaskViewSet(SourcedViewSet):
    """The code list of tasks, with their names in other datasets."""

    example = "ddr"
    queryset = MandateTask.objects.all()
    filterset_class = filters.MandateTaskFilter
    row_serializer = serializers.MandateTaskSerializer
    record_serializer = serializers.MandateTaskSerializer


class AssessmentViewSet(SourcedViewSet):
    """How each principle stood in each phase of an operation, as we code it."""

    example = "unef-i-consent-1967-05-18"
    queryset = Assessment.objects.all()
    filterset_class = filters.AssessmentFilter
    row_serializer = serializers.AssessmentRowSerializer
    record_serializer = serializers.AssessmentSerializer


class PrincipleEventViewSet(SourcedViewSet):
    """Dated events that upheld, strained, breached or redefined a principle."""

    example = "unef-i-consent-withdrawn-1967-05-18"
    queryset = PrincipleEvent.objects.all()
    filterset_class = filters.EventFilter
    row_serializer = serializers.EventRowSerializer
    record_serializer = serializers.EventSerializer


class CaseStudyViewSet(SourcedViewSet):
    """Operations read closely, to one frame."""

    example = "untag"
    queryset = CaseStudy.objects.all()
    filterset_class = filters.CaseStudyFilter
    row_serializer = serializers.CaseStudyRowSerializer
    record_serializer = serializers.CaseStudySerializer


class StrengthViewSet(SourcedListViewSet):
    """Strength of operations by month and component."""

    queryset = Strength.objects.all()
    filterset_class = filters.StrengthFilter
    row_serializer = serializers.StrengthSerializer
    record_serializer = serializers.StrengthSerializer
    left_out = ("sources",)


class ContributionViewSet(SourcedListViewSet):
    """Personnel of each contributing country by month and component."""

    queryset = Contribution.objects.all()
    filterset_class = filters.ContributionFilter
    row_serializer = serializers.ContributionSerializer
    record_serializer = serializers.ContributionSerializer
    left_out = ("sources",)


class FatalityViewSet(SourcedListViewSet):
    """Deaths of personnel by date, nationality and cause."""

    queryset = Fatality.objects.all()
    filterset_class = filters.FatalityFilter
    row_serializer = serializers.FatalitySerializer
    record_serializer = serializers.FatalitySerializer
    left_out = ("sources",)


class BudgetViewSet(SourcedListViewSet):
    """Money for operations by period."""

    queryset = Budget.objects.with_dollars()
    filterset_class = filters.BudgetFilter
    row_serializer = serializers.BudgetSerializer
    record_serializer = serializers.BudgetSerializer
    left_out = ("sources",)


class DeploymentViewSet(SourcedListViewSet):
    """Where personnel were, by year and place."""

    queryset = Deployment.objects.all()
    filterset_class = filters.DeploymentFilter
    row_serializer = serializers.DeploymentSerializer
    record_serializer = serializers.DeploymentSerializer
    left_out = ("sources",)
    geometry = Point()


class LeaderViewSet(SourcedListViewSet):
    """Heads of operations and their commanders."""

    queryset = Leader.objects.all()
    filterset_class = filters.LeaderFilter
    row_serializer = serializers.LeaderSerializer
    record_serializer = serializers.LeaderSerializer
    left_out = ("sources",)


class MissionYearViewSet(ListViewSet):
    """Missions by year, ready to join on GW, COW, ISO3 and year."""

    queryset = MissionYear.objects.all()
    filterset_class = filters.MissionYearFilter
    row_serializer = serializers.MissionYearSerializer
    record_serializer = serializers.MissionYearSerializer


class CountryYearViewSet(ListViewSet):
    """Countries by year as hosts and contributors, ready to join on GW, COW, ISO3, M49
    and year."""

    queryset = CountryYear.objects.all()
    filterset_class = filters.CountryYearFilter
    row_serializer = serializers.CountryYearSerializer
    record_serializer = serializers.CountryYearSerializer


# Their answers are rendered with the data: see `sources.stored`.
ANSWERED = [
    MissionViewSet,
    MissionTypeViewSet,
    MandateViewSet,
    MandateTaskViewSet,
    AssessmentViewSet,
    PrincipleEventViewSet,
    CaseStudyViewSet,
]

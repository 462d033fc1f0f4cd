"""Operations and what belongs to them in answers of the API. The querysets have fetched
what stands here: no serializer asks the database."""

from missions.serializers.figures import (
    BudgetSerializer,
    ContributionSerializer,
    DeploymentSerializer,
    FatalitySerializer,
    LeaderSerializer,
    StrengthSerializer,
)
from missions.serializers.mission import (
    CaseStudyRowSerializer,
    CaseStudySerializer,
    MandateTaskSerializer,
    MissionRowSerializer,
    MissionSerializer,
    MissionTypeRowSerializer,
    MissionTypeSerializer,
)
from missions.serializers.panels import (
    CountryYearSerializer,
    MissionYearSerializer,
)
from missions.serializers.parts import (
    AssessmentRowSerializer,
    AssessmentSerializer,
    EventRowSerializer,
    EventSerializer,
    MandateRowSerializer,
    MandateSerializer,
)

__all__ = [
    "AssessmentRowSerializer",
    "AssessmentSerializer",
    "BudgetSerializer",
    "CaseStudyRowSerializer",
    "CaseStudySerializer",
    "ContributionSerializer",
    "CountryYearSerializer",
    "DeploymentSerializer",
    "EventRowSerializer",
    "EventSerializer",
    "FatalitySerializer",
    "LeaderSerializer",
    "MandateRowSerializer",
    "MandateSerializer",
    "MandateTaskSerializer",
    "MissionRowSerializer",
    "MissionSerializer",
    "MissionTypeRowSerializer",
    "MissionTypeSerializer",
    "MissionYearSerializer",
    "StrengthSerializer",
]

"""What one may ask of operations and their parts, on pages and in the API alike."""

from missions.filters.figures import (
    BudgetFilter,
    DeploymentFilter,
    FatalityFilter,
    LeaderFilter,
)
from missions.filters.mission import (
    CaseStudyFilter,
    MandateTaskFilter,
    MissionFilter,
    MissionTypeFilter,
)
from missions.filters.panels import CountryYearFilter, MissionYearFilter
from missions.filters.parts import AssessmentFilter, EventFilter, MandateFilter
from missions.filters.stocks import ContributionFilter, StrengthFilter

__all__ = [
    "AssessmentFilter",
    "BudgetFilter",
    "CaseStudyFilter",
    "ContributionFilter",
    "CountryYearFilter",
    "DeploymentFilter",
    "EventFilter",
    "FatalityFilter",
    "LeaderFilter",
    "MandateFilter",
    "MandateTaskFilter",
    "MissionFilter",
    "MissionTypeFilter",
    "MissionYearFilter",
    "StrengthFilter",
]

"""Operations: their record, mandates, figures and principles."""

from missions.models.figures import (
    Budget,
    Contribution,
    Deployment,
    Fatality,
    Leader,
    Strength,
)
from missions.models.mandates import Mandate, MandateCeiling, MandateTask
from missions.models.mission import (
    Mission,
    MissionAlias,
    MissionHost,
    MissionOrganization,
)
from missions.models.panels import CountryYear, MissionYear
from missions.models.principles import Assessment, PrincipleEvent
from missions.models.studies import CaseStudy, ExplainerCase
from missions.models.summaries import ContributionSummary
from missions.models.types import MissionType, MissionTypeExample

__all__ = [
    "Assessment",
    "Budget",
    "CaseStudy",
    "Contribution",
    "ContributionSummary",
    "CountryYear",
    "Deployment",
    "ExplainerCase",
    "Fatality",
    "Leader",
    "Mandate",
    "MandateCeiling",
    "MandateTask",
    "Mission",
    "MissionAlias",
    "MissionHost",
    "MissionOrganization",
    "MissionType",
    "MissionTypeExample",
    "MissionYear",
    "PrincipleEvent",
    "Strength",
]

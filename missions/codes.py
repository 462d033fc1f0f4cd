"""Code lists of operations. The codebook is made from these."""

from django.db.models import TextChoices


class OrganizationRole(TextChoices):
    """What an organization is to a mission."""

    LEAD = "lead", "Lead"
    PARTNER = "partner", "Partner"
    AUTHORISING = "authorising", "Authorising"


class Chapter(TextChoices):
    """The chapter of the Charter that a decision invokes."""

    VI = "vi", "Chapter VI"
    VII = "vii", "Chapter VII"
    VIII = "viii", "Chapter VIII"
    UNSTATED = "unstated", "No chapter stated"


class Confidence(TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class Status(TextChoices):
    """Where a mission stands on a given day."""

    ONGOING = "ongoing", "Ongoing"
    ENDED = "ended", "Ended"
    PLANNED = "planned", "Planned"


class Body(TextChoices):
    """Who adopted a mandate."""

    UNSC = "unsc", "UN Security Council"
    UNGA = "unga", "UN General Assembly"
    AU_PSC = "au-psc", "AU Peace and Security Council"
    NAC = "nac", "North Atlantic Council"
    EU_COUNCIL = "eu-council", "Council of the European Union"
    ECOWAS = "ecowas", "ECOWAS"
    OSCE_PC = "osce-pc", "OSCE Permanent Council"
    AGREEMENT = "agreement", "Agreement of the parties"
    OTHER = "other", "Other"


class Action(TextChoices):
    """What a decision does to a mission."""

    AUTHORISE = "authorise", "Authorises"
    ESTABLISH = "establish", "Establishes"
    EXTEND = "extend", "Extends"
    EXPAND = "expand", "Expands"
    ADJUST = "adjust", "Adjusts"
    DRAW_DOWN = "draw-down", "Draws down"
    TERMINATE = "terminate", "Terminates"


class TaskGroup(TextChoices):
    MILITARY = "military", "Military"
    POLITICAL = "political", "Political"
    HUMANITARIAN = "humanitarian", "Humanitarian"
    HUMAN_RIGHTS = "human-rights", "Human rights"
    SECURITY_SECTOR = "security-sector", "Security sector"
    RULE_OF_LAW = "rule-of-law", "Rule of law"
    GOVERNANCE = "governance", "Governance"
    ENFORCEMENT = "enforcement", "Enforcement"


class Component(TextChoices):
    """Who serves in a mission."""

    TROOPS = "troops", "Troops"
    POLICE = "police", "Police"
    MILITARY_OBSERVERS = "military-observers", "Military observers"
    CIVILIANS = "civilians", "Civilians"


class CeilingComponent(TextChoices):
    """Components as decisions count them: many set one ceiling over all military."""

    MILITARY = "military", "Military personnel of all kinds"
    TROOPS = "troops", "Troops"
    POLICE = "police", "Police"
    MILITARY_OBSERVERS = "military-observers", "Military observers"
    CIVILIANS = "civilians", "Civilians"


class Gender(TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"


class PersonnelType(TextChoices):
    """Whose death a row counts."""

    MILITARY = "military", "Military"
    POLICE = "police", "Police"
    MILITARY_OBSERVER = "military-observer", "Military observer"
    CIVILIAN_INTERNATIONAL = "civilian-international", "International civilian"
    CIVILIAN_LOCAL = "civilian-local", "Local civilian"
    OTHER = "other", "Other"


class Cause(TextChoices):
    MALICIOUS_ACT = "malicious-act", "Malicious act"
    ACCIDENT = "accident", "Accident"
    ILLNESS = "illness", "Illness"
    SELF_INFLICTED = "self-inflicted", "Self-inflicted"
    OTHER = "other", "Other"
    UNKNOWN = "unknown", "Unknown"


class BudgetKind(TextChoices):
    APPROVED = "approved", "Approved"
    APPORTIONED = "apportioned", "Apportioned"
    EXPENDED = "expended", "Expended"


class Post(TextChoices):
    HEAD_OF_MISSION = "head-of-mission", "Head of mission"
    SPECIAL_REPRESENTATIVE = "special-representative", "Special Representative"
    FORCE_COMMANDER = "force-commander", "Force Commander"
    DEPUTY_FORCE_COMMANDER = "deputy-force-commander", "Deputy Force Commander"
    CHIEF_MILITARY_OBSERVER = "chief-military-observer", "Chief Military Observer"
    POLICE_COMMISSIONER = "police-commissioner", "Police Commissioner"
    CHIEF_OF_STAFF = "chief-of-staff", "Chief of Staff"


class AssessmentCode(TextChoices):
    """How a principle stood in a phase of a mission. Each code belongs to one
    principle: see `CODES_OF`."""

    GIVEN = "given", "Given"
    PARTIAL = "partial", "Partial"
    CONTESTED = "contested", "Contested"
    WITHDRAWN = "withdrawn", "Withdrawn"
    NOT_SOUGHT = "not-sought", "Not sought"
    UPHELD = "upheld", "Upheld"
    CHALLENGED = "challenged", "Challenged"
    COMPROMISED = "compromised", "Compromised"
    NOT_CLAIMED = "not-claimed", "Not claimed"
    UNARMED = "unarmed", "Unarmed"
    SELF_DEFENCE = "self-defence", "Self-defence"
    DEFENCE_OF_MANDATE = "defence-of-mandate", "Defence of the mandate"
    ALL_NECESSARY_MEANS = "all-necessary-means", "All necessary means"
    OFFENSIVE = "offensive", "Offensive"


CODES_OF = {
    "consent": ["given", "partial", "contested", "withdrawn", "not-sought"],
    "impartiality": ["upheld", "challenged", "compromised", "not-claimed"],
    "non-use-of-force": [
        "unarmed",
        "self-defence",
        "defence-of-mandate",
        "all-necessary-means",
        "offensive",
    ],
}


class Effect(TextChoices):
    """What an event did to a principle."""

    UPHELD = "upheld", "Upheld"
    STRAINED = "strained", "Strained"
    BREACHED = "breached", "Breached"
    WITHDRAWN = "withdrawn", "Withdrawn"
    RESTORED = "restored", "Restored"
    REDEFINED = "redefined", "Redefined"

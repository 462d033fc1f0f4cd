"""Code lists of principles and explainers."""

from django.db.models import TextChoices


class PrincipleSlug(TextChoices):
    """There are three, and their slugs are part of the public surface."""

    CONSENT = "consent", "Consent"
    IMPARTIALITY = "impartiality", "Impartiality"
    NON_USE_OF_FORCE = "non-use-of-force", "Non-use of force"


class ExplainerKind(TextChoices):
    FOUNDATION = "foundation", "Foundations"
    PRINCIPLE = "principle", "Principles"
    CHALLENGE = "challenge", "Challenges"
    IMPACT = "impact", "Impacts"
    TREND = "trend", "Trends"


class CaseResult(TextChoices):
    """What became of the matter that an explainer explains, in a case."""

    HELD = "held", "Held"
    BENT = "bent", "Bent"
    BROKE = "broke", "Broke"

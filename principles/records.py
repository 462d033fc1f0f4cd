"""What `principles` loads. The missions that an explainer names are loaded with
missions, which know explainers and not the other way round."""

from principles.models import (
    Explainer,
    GlossaryTerm,
    Misconception,
    Principle,
    Question,
)
from sources.loader.parts import Records
from sources.loader.shapes import Shape

EXPLAINER_PARTS = (
    Shape(
        Misconception,
        ("claim", "reply"),
        key="misconceptions",
        parent="explainer",
        required=True,
    ),
    Shape(
        Question,
        ("question", "answer"),
        key="questions",
        parent="explainer",
        required=True,
    ),
)
EXPLAINER = Shape(
    Explainer,
    (
        *("kind", "title", "position", "principle", "answer", "brief", "text"),
        *("key_points", "reviewed_on"),
    ),
    links=("further_reading",),
    parts=EXPLAINER_PARTS,
)

PARTS = [
    Records(
        "principles",
        Shape(
            Principle,
            ("name", "position", "statement", "origin", "what_it_is_not", "prose"),
        ),
    ),
    Records(
        "glossary", Shape(GlossaryTerm, ("term", "definition"), links=("related",))
    ),
]

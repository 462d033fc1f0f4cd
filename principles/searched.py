"""What of principles, explainers and terms is sought."""

from sources.search import Searched

SEARCHED = [
    Searched(
        kind="principles",
        table="principles_principle",
        label="name",
        hint="'principle of peacekeeping'",
        codes="concat_ws('|', slug, name)",
        names="name",
        weights=(
            "name",
            "statement",
            "what_it_is_not",
            "concat_ws(' ', origin, prose)",
        ),
    ),
    Searched(
        kind="explainers",
        table="principles_explainer",
        label="title",
        hint="concat_ws(', ', 'explainer', kind)",
        names="title",
        codes="concat_ws('|', slug, title)",
        weights=(
            "title",
            "answer",
            "concat_ws(' ', brief, array_to_string(key_points, ' '))",
            "text",
        ),
    ),
    Searched(
        kind="glossary",
        table="principles_glossaryterm",
        label="term",
        hint="'term'",
        codes="concat_ws('|', slug, term)",
        names="term",
        weights=("term", "definition"),
    ),
]

"""What of organizations and countries is sought."""

from sources.search import Searched

SEARCHED = [
    Searched(
        kind="organizations",
        table="organizations_organization",
        label="name",
        hint="concat_ws(' ', kind, 'organization', nullif(acronym, ''))",
        codes="concat_ws('|', slug, nullif(acronym, ''))",
        names="concat_ws(' ', acronym, name)",
        weights=(
            "concat_ws(' ', acronym, name)",
            "headquarters_place",
            "summary",
            "concat_ws(' ', legal_basis, prose)",
        ),
    ),
    Searched(
        kind="countries",
        table="organizations_country",
        key="iso3",
        label="name",
        hint="concat_ws(' ', kind, iso3)",
        codes="concat_ws('|', iso3, nullif(iso2, ''), name)",
        names="concat_ws(' ', name, formal_name)",
        weights=("concat_ws(' ', name, iso3)", "formal_name", "note"),
    ),
]

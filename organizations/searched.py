"""What of organizations and countries is sought."""

from sources.search import Searched

SEARCHED = [
    Searched(
        kind="organizations",
        table="organizations_organization",
        label="name",
        hint="""concat_ws(', ', CASE kind
          WHEN 'universal' THEN 'universal organization'
          WHEN 'regional' THEN 'regional organization'
          WHEN 'subregional' THEN 'subregional organization'
          ELSE replace(kind, '-', ' ') END, nullif(acronym, ''))""",
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
        hint="concat_ws(', ', replace(kind, '-', ' '), iso3)",
        codes="concat_ws('|', iso3, nullif(iso2, ''), name)",
        names="concat_ws(' ', name, formal_name)",
        weights=("concat_ws(' ', name, iso3)", "formal_name", "note"),
    ),
]

"""What of sources is sought."""

from sources.search import Searched

SEARCHED = [
    Searched(
        kind="sources",
        table="sources_source",
        label="title",
        hint="concat_ws(', ', kind, nullif(publisher, ''), date_part('year', date))",
        codes="concat_ws('|', slug, nullif(symbol, ''))",
        names="concat_ws(' ', title, symbol, authors)",
        weights=(
            "concat_ws(' ', symbol, title)",
            "concat_ws(' ', authors, publisher)",
            "limits",
        ),
    )
]

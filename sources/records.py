"""What `sources` loads."""

from sources.loader.parts import Records, Table
from sources.loader.shapes import Shape
from sources.models import FormerSlug, Source

PARTS = [
    Records(
        "sources",
        Shape(
            Source,
            (
                *("kind", "title", "publisher", "authors", "date", "symbol", "doi"),
                *("isbn", "url", "licence", "accessed_on", "limits", "rank"),
            ),
        ),
    ),
    Table(
        "sources/documents.csv",
        Source,
        ("slug", "kind", "title", "publisher", "date", "symbol", "url"),
    ),
    Table("former-slugs.csv", FormerSlug, ("kind", "former", "current")),
]

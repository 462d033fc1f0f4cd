"""Records rendered ahead of the requests that ask for them."""

import orjson

# Stands for the address of the site in what is rendered: a character that no text holds.
PLACE = "\ue000"
CHUNK = 500  # records that are fetched with their parts at a time


class AnySite:
    """The request of nobody in particular, as far as serializers ask for it."""

    query_params = {}

    @staticmethod
    def build_absolute_uri(path=""):
        return f"{PLACE}{path}"


def rendered(viewset, records):
    """The key, the row in a list and the whole record of each, the latter two as JSON."""
    view = viewset()
    view.request = AnySite()
    selection = view.selection
    rows = texts(view, records, selection.chosen({}))
    whole = selection.chosen({}, record=True)
    if list(whole) == selection.row:
        yield from ((key, text, text) for key, text in rows)
        return
    for (key, row), (_, record) in zip(rows, texts(view, records, whole), strict=True):
        yield key, row, record


def texts(view, records, only):
    """The key and the JSON of each record, in the order of keys."""
    write = view.serializer(only=only).to_representation
    ordered = records.for_fields(only).order_by("pk")
    for record in ordered.iterator(chunk_size=CHUNK):
        yield record.pk, orjson.dumps(write(record)).decode()


def placed(text, site):
    """What was rendered, as it is served at the address of a site; bytes."""
    return text.replace(PLACE.encode(), site.encode())

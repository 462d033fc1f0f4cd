"""GeoJSON (RFC 7946): a feature a record, its columns as properties."""

import orjson


def write_geojson(columns, rows, about=None, *, geometry):
    """Bytes of a feature collection. `geometry` gives the geometry of a row, or None:
    a record without a place is a feature without geometry, and not left out."""
    yield b'{"type":"FeatureCollection","features":['
    first = True
    for row in rows:
        feature = {"type": "Feature", "geometry": geometry(row), "properties": row}
        yield (b"" if first else b",\n") + orjson.dumps(feature)
        first = False
    yield b"]}\n"


class Point:
    """The point of a row with `latitude` and `longitude`."""

    fields = ("latitude", "longitude")

    def __call__(self, row):
        if row["latitude"] is None or row["longitude"] is None:
            return None
        return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}

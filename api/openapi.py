"""OpenAPI 3.1 from the views: every parameter with what it takes, every status with its
schema. The views are the truth; nothing is written twice."""

from drf_spectacular.openapi import AutoSchema as Base

from api import problems
from api.parameters import parameters_of_list, parameters_of_record
from api.viewsets import ListViewSet

HEADERS = {
    "ETag": "Tag of this answer, for `If-None-Match`",
    "Last-Modified": "When the data last changed, for `If-Modified-Since`",
    "Cache-Control": "How long the answer may be kept",
    "Link": "RFC 8288: `first`, `prev`, `next`, `describedby`",
    "RateLimit-Limit": "Requests a minute and client",
    "RateLimit-Remaining": "How many are left in this minute",
    "RateLimit-Reset": "Seconds to the next minute",
    "Access-Control-Allow-Origin": "`*`: any page may read this",
}
STATUSES = {
    "400": "A parameter, operator, value, field, group, ordering, format or cursor that is "
    "not valid; the answer says what is.",
    "404": "No such record; `did_you_mean` names the nearest.",
    "406": "Nothing here is served as `Accept` asks.",
    "414": "The query string is too long.",
    "429": "Too many requests in this minute; see `Retry-After`.",
    "503": "The database is away; see `Retry-After`.",
}
PROBLEM = {"$ref": "#/components/schemas/Problem"}


class AutoSchema(Base):
    """The description of a view of the API."""

    def get_tags(self):
        return [self.resource] if self.resource else ["api"]

    @property
    def resource(self):
        return getattr(self.view, "basename", "")

    @property
    def listed(self):
        return isinstance(self.view, ListViewSet) and self.view.action == "list"

    def get_auth(self):
        return []

    def get_operation_id(self):
        if not self.resource:
            return type(self.view).__name__.lower()
        name = self.resource.replace("-", "_")
        return f"list_{name}" if self.listed else f"get_{name}"

    def get_summary(self):
        if not self.resource:
            return " ".join(type(self.view).__doc__.split())
        said = " ".join(type(self.view).__doc__.split())
        return said if self.listed else f"One of: {said}"

    def get_description(self):
        return getattr(self.view, "description", "")

    def _get_parameters(self):
        if self.listed:
            return parameters_of_list(self.view, self.resource)
        if self.resource:
            return parameters_of_record(self.view, self.resource)
        return [*self.view.query_parameters]

    def _get_response_bodies(self, direction="response"):
        if self.listed:
            content = self.list_content()
        elif self.resource:
            content = self.record_content()
        else:
            content = self.view.content
        headers = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
        good = {"description": "The answer.", "headers": headers, "content": content}
        unchanged = {"description": "You hold this answer already.", "headers": headers}
        return {"200": good, "304": unchanged, **self.errors()}

    def errors(self):
        """A record may be missing; everything else may happen anywhere."""
        record = self.resource and not self.listed
        statuses = [status for status in STATUSES if status != "404" or record]
        return {s: {"$ref": f"#/components/responses/Status{s}"} for s in statuses}

    def record_schema(self):
        return self.resolve_serializer(self.view.record_serializer, "response").ref

    def list_content(self):
        row = self.closed(self.record_schema())
        content = {}
        for renderer in self.view.get_renderers():
            content[renderer.media_type] = {"schema": FILES.get(renderer.format)}
        page = {
            "type": "object",
            "required": ["count", "next", "previous", "results", "meta"],
            "additionalProperties": False,
            "properties": {
                "count": {"type": "integer", "description": "All matching records"},
                "next": {"type": ["string", "null"], "format": "uri"},
                "previous": {"type": ["string", "null"], "format": "uri"},
                "results": {"type": "array", "items": row},
                "meta": {"$ref": "#/components/schemas/Meta"},
            },
        }
        groups = {"$ref": "#/components/schemas/Groups"}
        grouped = bool(self.view.filterset_class.groups)
        content["application/json"] = {
            "schema": {"anyOf": [page, groups]} if grouped else page
        }
        return content

    def record_content(self):
        content = {}
        for renderer in self.view.get_renderers():
            content[renderer.media_type] = {"schema": FILES.get(renderer.format)}
        meta = {"meta": {"$ref": "#/components/schemas/Meta"}}
        content["application/json"] = {
            "schema": self.closed(self.record_schema(), properties=meta)
        }
        return content

    @staticmethod
    def closed(reference, **more):
        """A record that has no field which is not described."""
        return {"allOf": [reference], "unevaluatedProperties": False, **more}


BINARY = {"type": "string", "contentMediaType": "application/octet-stream"}
FILES = {
    "csv": {"type": "string", "description": "RFC 4180, UTF-8, one header row"},
    "jsonl": {"type": "string", "description": "A record a line"},
    "xlsx": BINARY,
    "parquet": BINARY,
    "geojson": {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": {"type": "object"}},
        },
    },
    "bibtex": {"type": "string"},
    "ris": {"type": "string"},
    "csl": {"type": "array", "items": {"type": "object"}},
}
TEXT = {"type": "string"}
SHARED = {
    "Meta": {
        "type": "object",
        "description": "The state of the data that answered",
        "required": ["release"],
        "additionalProperties": False,
        "properties": {
            "release": {"type": ["string", "null"], "examples": ["2026.11"]}
        },
    },
    "Groups": {
        "type": "object",
        "description": "What `group_by` answers",
        "required": ["count", "group_by", "groups", "meta"],
        "additionalProperties": False,
        "properties": {
            "count": {"type": "integer", "description": "All matching records"},
            "group_by": {"type": "array", "items": TEXT},
            "groups": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["label", "count"],
                    "properties": {"label": TEXT, "count": {"type": "integer"}},
                },
            },
            "meta": {"$ref": "#/components/schemas/Meta"},
        },
    },
    "Problem": {
        "type": "object",
        "description": "RFC 9457 problem details",
        "required": ["type", "title", "status", "detail", "instance"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": TEXT,
            "status": {"type": "integer", "enum": sorted(problems.TYPES)},
            "detail": TEXT,
            "instance": TEXT,
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["parameter", "value", "message"],
                    "additionalProperties": False,
                    "properties": {
                        "parameter": TEXT,
                        "value": TEXT,
                        "message": TEXT,
                        "allowed": {"type": "array", "items": {}},
                        "did_you_mean": TEXT,
                    },
                },
            },
            "did_you_mean": TEXT,
            "corrected_url": {"type": ["string", "null"], "format": "uri"},
        },
    },
}


def finished(result, generator, request, public):
    """Add what operations share. `fields` may leave any field out, so none of a record
    is required; and a record has no field that is not described."""
    components = result["components"]
    schemas = components.setdefault("schemas", {})
    for schema in schemas.values():
        schema.pop("required", None)
        plain(schema)
    schemas.update(SHARED)
    components["schemas"] = dict(sorted(schemas.items()))
    components["headers"] = {
        name: {"description": said, "schema": {"type": "string"}}
        for name, said in HEADERS.items()
    }
    components["responses"] = {
        f"Status{status}": {
            "description": said,
            "content": {"application/problem+json": {"schema": PROBLEM}},
        }
        for status, said in STATUSES.items()
    }
    return result


def plain(schema):
    """Take out of a schema what is said by its place: everything is read-only, and an
    empty text is written as null."""
    for part in schema.get("properties", {}).values():
        part.pop("readOnly", None)
        part.pop("x-spec-enum-id", None)
        if "enum" in part:
            part["enum"] = [value for value in part["enum"] if value != ""]

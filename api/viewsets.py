"""The one base of every resource: read-only, by natural key, in the contract's shape."""

from functools import lru_cache

from rest_framework.response import Response
from rest_framework.viewsets import ViewSetMixin

from api import formats, renderers
from api.columns import Column, columns
from api.corrections import empty, misnamed, query_string, refuse, without
from api.filters import StrictFilterSet
from api.grouping import Grouping
from api.mistakes import Mistake, NoSuchRecord, nearest
from api.naming import file_name
from api.pagination import in_order, paginate, read_cursor, size_mistakes
from api.quick import FAILED, may_be_quick, quick_list, quick_record
from api.selection import Selection
from api.serializers import tree
from api.views import ApiView, Download

LONGEST_LINKS = 3000  # characters
CHUNK = 1000  # rows that are fetched with their parts at a time


class ListViewSet(ViewSetMixin, ApiView):
    """A resource is a table of choices: queryset, filters, a serializer for a row and
    one with all that `fields` and `include` may add. Its rows may have no address."""

    queryset = None
    filterset_class = StrictFilterSet
    row_serializer = None
    record_serializer = None
    include_groups = {}
    left_out = ()  # fields that a row has only when they are asked for
    geometry = None  # a function of a row, where there is GeoJSON
    example = ""  # a key, for the documentation
    lookup_value_regex = "[^/]+"
    list_renderers = renderers.LIST_FORMATS
    record_renderers = [renderers.JSONRenderer]

    def get_renderers(self):
        found = (
            self.record_renderers
            if getattr(self, "action", "") == "retrieve"
            else [*self.list_renderers, *([renderers.GEOJSON] if self.geometry else [])]
        )
        return [renderer() for renderer in found]

    @property
    def formats(self):
        return [renderer.format for renderer in self.get_renderers()]

    @property
    def selection(self):
        return selection_of(type(self))

    def serializer(self, *rows, only, **options):
        serializer = self.record_serializer(
            *rows, context={"request": self.request}, **options
        )
        nested = getattr(serializer, "child", serializer)
        nested.only = only
        return serializer

    def list(self, request):
        params = request.query_params
        grouping = Grouping(self.filterset_class, params)
        filterset = self.filterset_class.checked(
            params,
            self.queryset.all(),
            [
                *empty(params),
                *self.selection.mistakes(params),
                *renderers.format_mistakes(params, self.formats),
                *size_mistakes(params),
                *grouping.mistakes(),
            ],
        )
        if grouping:
            return self.groups(filterset, grouping)
        only = self.selection.chosen(params)
        if request.accepted_renderer.format != "json":
            return self.whole(filterset, only)
        page = paginate(
            filterset.qs.for_fields(only),
            filterset.ordering(),
            params,
            count=filterset,
        )
        here = request.build_absolute_uri(request.path)
        body = {
            "count": page.count,
            "next": page.next_query and here + page.next_query,
            "previous": page.previous_query and here + page.previous_query,
            "results": self.serializer(page.rows, many=True, only=only).data,
            "meta": self.meta,
        }
        return Response(body, headers={"Link": self.links(body)})

    def links(self, body):
        here = self.request.build_absolute_uri(self.request.path)
        first = here + query_string(without(self.request.query_params, "cursor"))
        return self.links_of(first, body, self.request.build_absolute_uri("/")[:-1])

    def links_of(self, first, body, site):
        """RFC 8288: the pages beside this one, and the description of the API. Of a long
        question only the latter: proxies refuse answers with long headers, and the body
        names the pages too."""
        found = {"first": first, "next": body["next"], "prev": body["previous"]}
        links = [f'<{url}>; rel="{rel}"' for rel, url in found.items() if url]
        if sum(map(len, links)) > LONGEST_LINKS:
            links = []
        return ", ".join([*links, self.described(site)])

    @staticmethod
    def described(site):
        return f'<{site}/api/v1/schema/>; rel="describedby"'

    def whole(self, filterset, only):
        """Every matching row, in the format that was asked for."""
        if self.request.accepted_renderer.format == "geojson":
            only = {**only, **dict.fromkeys(self.geometry.fields)}
        chosen = columns(self.serializer(only=only))
        ordering = filterset.ordering()
        # A cursor begins a page, and here is no page; but a wrong one is still wrong.
        read_cursor(self.request.query_params, ordering, self.queryset.model)
        ordered = in_order(filterset.qs.for_fields(only), ordering)
        rows = self.rows(ordered, only)
        if self.request.accepted_renderer.format == "csv":
            serializer = self.serializer(only=only)
            stored = formats.stored_as_told(serializer, self.queryset.model, chosen)
            if stored:
                rows = formats.Copied(ordered, stored)
        return self.download(chosen, rows, filterset)

    def rows(self, queryset, only):
        """Serialized rows of a whole result, fetched in chunks; one serializer for all,
        so that none of them is kept."""
        written = self.serializer(only=only).to_representation
        return map(written, queryset.iterator(chunk_size=CHUNK))

    def groups(self, filterset, grouping):
        request = self.request
        queryset = filterset.summary(*grouping.names)
        grouping.summed_up = queryset is not None
        if queryset is None:
            queryset = filterset.qs
        refuse(
            request.query_params,
            [
                *grouping.refuse_sum_of_stocks(queryset),
                *group_format_mistakes(request),
            ],
        )
        groups = grouping.answer(queryset)
        if request.accepted_renderer.format == "json":
            return Response(
                {
                    "count": filterset.count(),
                    "group_by": grouping.names,
                    "groups": groups,
                    "meta": self.meta,
                }
            )
        kinds = {name: filterset.groups[name].kind for name in grouping.names}
        kinds |= {"label": "text", "count": "integer"}
        if grouping.measure:
            kinds[grouping.measure] = (
                "number" if grouping.measure == "avg" else "integer"
            )
        chosen = [Column((name,), kind) for name, kind in kinds.items()]
        return self.download(chosen, groups, filterset)

    def download(self, chosen, rows, filterset):
        """A streamed attachment with a telling name."""
        renderer = self.request.accepted_renderer
        about = {}
        if renderer.format in ("xlsx", "parquet"):
            about = self.about(filterset)
        if renderer.format == "xlsx":
            refuse_too_many(self.request.query_params, about["rows"])
        write = getattr(formats, f"write_{renderer.format}")
        more = {"geometry": self.geometry} if renderer.format == "geojson" else {}
        body = write(chosen, rows, about, **more)
        name = file_name(self.basename, self.request.query_params, self.state)
        response = Download(
            body,
            content_type=renderer.media_type
            + ("; charset=utf-8" if renderer.media_type.startswith("text/") else ""),
        )
        response["Content-Disposition"] = (
            f'attachment; filename="{name}.{renderer.extension}"'
        )
        return response

    def about(self, filterset):
        """What a file says about itself."""
        return {
            "release": str(self.meta["release"]),
            "query": self.request.build_absolute_uri(),
            "rows": filterset.count(),
        }


class RecordViewSet(ListViewSet):
    """A resource whose rows are records, each with its address."""

    def quick(self, request, pk=None):
        if failed := request.META.pop(FAILED, None):
            raise failed
        if not may_be_quick(request):
            return None
        if pk is not None:
            return quick_record(self, request, pk)
        response = quick_list(self, request)
        if response is not None:
            response.quick_view = type(self)  # for `api.short`
        return response

    def retrieve(self, request, pk):
        params = request.query_params
        refuse(
            params,
            [
                *misnamed(params, ("fields", "format", "include")),
                *empty(params),
                *self.selection.mistakes(params),
                *renderers.format_mistakes(params, self.formats),
            ],
        )
        only = self.selection.chosen(params, record=True)
        records = self.queryset.all().for_fields(only)
        # Letter case does not matter in slugs and codes.
        record = None if "\0" in pk else records.filter(pk__iexact=pk).first()
        if record is None:
            keys = {
                key.lower(): key for key in self.queryset.values_list("pk", flat=True)
            }
            found = nearest(pk, keys)
            raise NoSuchRecord(self.basename, pk, keys.get(found))
        return self.record(record, only)

    def record(self, record, only):
        """The answer that is one record."""
        response = self.answer(self.serializer(record, only=only).data)
        response["Link"] = self.described(self.request.build_absolute_uri("/")[:-1])
        return response


@lru_cache
def selection_of(viewset):
    """What one may choose of a resource: its names do not change while we run."""
    fields = viewset.row_serializer().fields
    return Selection(
        [name for name in fields if name not in viewset.left_out],
        tree(viewset.record_serializer()),
        viewset.include_groups,
    )


def group_format_mistakes(request):
    """Groups are a flat table: they have no lines of nested JSON and no geometry."""
    name = request.accepted_renderer.format
    if name not in renderers.GROUP_FORMATS:
        yield Mistake(
            "format",
            name,
            f"group_by does not answer in {name}.",
            renderers.GROUP_FORMATS,
            "csv",
        )


def refuse_too_many(params, rows):
    """A sheet ends somewhere."""
    if rows > formats.MOST_ROWS:
        refuse(
            params,
            [
                Mistake(
                    "format",
                    "xlsx",
                    f"A sheet holds {formats.MOST_ROWS:,} rows and these are {rows:,}; "
                    "filter them, or take csv or parquet.",
                    ("csv", "parquet", "jsonl"),
                    "csv",
                )
            ],
        )

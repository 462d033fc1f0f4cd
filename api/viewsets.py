"""The one base of every resource: read-only, by natural key, in the contract's shape."""

from django.conf import settings
from django.utils.module_loading import import_string
from rest_framework import viewsets
from rest_framework.response import Response

from api.filters import StrictFilterSet, refuse_misnamed
from api.pagination import paginate
from api.problems import InvalidParameters, Mistake, NoSuchRecord, nearest


class RecordViewSet(viewsets.GenericViewSet):
    """A resource is a table of choices: queryset, filters, a serializer for a row and
    one for the whole record."""

    filterset_class = StrictFilterSet
    row_serializer = None
    record_serializer = None
    lookup_value_regex = "[^/]+"

    def list(self, request):
        params = request.query_params
        filterset = self.filterset_class.checked(params, self.queryset.all())
        refuse_format(params)
        page = paginate(filterset.qs.for_list(), filterset.ordering(), params)
        here = request.build_absolute_uri(request.path)
        rows = self.row_serializer(
            page.rows, many=True, context=self.get_serializer_context()
        ).data
        return Response(
            {
                "count": page.count,
                "next": page.next_query and here + page.next_query,
                "previous": page.previous_query and here + page.previous_query,
                "results": rows,
                "meta": import_string(settings.API_META)(),
            }
        )

    def retrieve(self, request, pk):
        check_record_parameters(request.query_params)
        record = (
            self.queryset.all().for_detail().filter(pk=pk.replace("\0", "")).first()
        )
        if record is None:
            keys = list(self.queryset.values_list("pk", flat=True))
            near = {key.lower(): key for key in keys}
            found = nearest(pk, near)
            raise NoSuchRecord(self.basename, pk, found and near[found])
        body = self.record_serializer(
            record, context=self.get_serializer_context()
        ).data
        return Response({**body, "meta": import_string(settings.API_META)()})


def check_record_parameters(params):
    """What one may ask of a single answer."""
    refuse_misnamed(params, ["format"])
    refuse_format(params)


def refuse_format(params):
    written = params.get("format", "json")
    if written != "json":
        raise InvalidParameters(
            [Mistake("format", written, "format is json here.", ("json",), "json")], ""
        )

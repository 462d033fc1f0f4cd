"""The two kinds of page that every room has: a list and a record."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView

from api.corrections import query_string, refuse_misnamed, without
from api.filters import GROUP, PAGE, SHAPE
from api.pagination import paginate
from api.values import LONGEST_TEXT
from sources import linked
from sources.models import FormerSlug


class NoRecord(Exception):
    """A slug leads nowhere; `near` are the records most like it."""

    def __init__(self, slug, near):
        super().__init__(slug)
        self.slug, self.near = slug, near


class ListPage(TemplateView):
    """A list: the same filters, order and pages as its API twin."""

    queryset = None
    filterset_class = None
    resource = ""  # its name in the API, where it has one
    form_fields = ()  # parameters that the page's form shows
    own = ()  # parameters of the page, which its API twin does not have

    def get(self, request):
        """A page shows rows; what else the API makes of the same question is there."""
        if self.resource and any(request.GET.get(name) for name in (*SHAPE, *GROUP)):
            twin = reverse(f"api:{self.resource}-list")
            kept = without(request.GET, *(n for n in request.GET if not request.GET[n]))
            return HttpResponseRedirect(twin + query_string(kept))
        return super().get(request)

    def get_context_data(self, **context):
        params = self.request.GET.copy()
        for name in self.own:
            params.pop(name, None)
        filterset = self.filterset_class.checked(params, self.queryset.all())
        page = self.page(filterset, params)
        chosen = {name: params[name] for name in params if params[name]}
        api_url = self.resource and reverse(f"api:{self.resource}-list")
        if api_url and chosen:
            api_url += f"?{params.urlencode(safe=',')}"
        return super().get_context_data(
            page=page,
            rows=page.rows,
            chosen=chosen,
            api_url=api_url,
            linked_data=self.linked_data(),
            card=f"{self.request.path}card.png",
            filters={n: v for n, v in chosen.items() if n not in PAGE},
            # What the form does not show goes with it all the same.
            carried={
                name: value
                for name, value in chosen.items()
                if name not in self.form_fields and name != "cursor"
            },
            **context,
        )

    def linked_data(self):
        """The whole list as a dataset, whatever it is narrowed to: the page has one
        canonical address."""
        if not self.resource:
            return ""
        return linked.script(
            "Dataset",
            **linked.dataset(
                linked.site(self.request),
                self.request.data_state,
                self.resource,
                self.request.path,
                self.queryset.model.__doc__,
            ),
        )

    def page(self, filterset, params):
        return paginate(filterset.qs.for_list(), filterset.ordering(), params)


class RecordPage(TemplateView):
    """A record by its slug. Other letter case, a former slug or an acronym redirect."""

    queryset = None
    resource = ""
    short_names = ()  # fields that may stand in an address instead of the slug
    name_field = "name"
    own = ()  # parameters of the page

    def get(self, request, slug):
        refuse_misnamed(request.GET, self.own)
        record = next(iter(self.queryset.filter(pk=slug).whole()), None)
        if record is None:
            current = self.present_key(slug)
            if current:
                return HttpResponsePermanentRedirect(
                    reverse(request.resolver_match.view_name, args=[current])
                )
            raise NoRecord(slug, self.near(slug))
        api_url = self.resource and reverse(f"api:{self.resource}-detail", args=[slug])
        return self.render_to_response(
            self.get_context_data(
                record=record,
                api_url=api_url,
                heading=getattr(record, self.name_field),
                linked_data=self.linked_data(record, linked.site(request)),
                card=f"{record.get_absolute_url()}card.png",
            )
        )

    def linked_data(self, record, here):
        """JSON-LD of the page, `here` being the site, where the record is something that schema.org knows."""
        return ""

    def present_key(self, slug):
        """The key of the record that another form of address means, or None."""
        kind = self.request.resolver_match.namespace
        former = FormerSlug.objects.filter(kind=kind, former__iexact=slug).first()
        if former:
            return former.current
        alike = Q(pk__iexact=slug)
        for field in self.short_names:
            alike |= Q(**{f"{field}__iexact": slug.replace("-", " ")})
            alike |= Q(**{f"{field}__iexact": slug})
        matching = self.queryset.filter(alike).order_by().distinct()
        found = list(matching.values_list("pk", flat=True)[:2])
        return found[0] if len(found) == 1 else None

    def near(self, slug):
        words = slug.replace("-", " ")
        if len(slug) > LONGEST_TEXT:  # like nothing, and long to compare
            return []
        alike = TrigramSimilarity("pk", slug) + TrigramSimilarity(
            self.name_field, words
        )
        return (
            self.queryset.annotate(alike=alike)
            .filter(alike__gte=0.2)
            .order_by("-alike", "pk")[:5]
        )

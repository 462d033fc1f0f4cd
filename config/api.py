"""The one list of API resources. Rooms define viewsets; only this file routes them."""

from django.urls import path
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from api.viewsets import check_record_parameters
from missions.api import MissionViewSet
from organizations.api import CountryViewSet, OrganizationViewSet
from principles.api import PrincipleViewSet
from sources.state import meta

router = SimpleRouter()
router.register("missions", MissionViewSet, basename="missions")
router.register("organizations", OrganizationViewSet, basename="organizations")
router.register("countries", CountryViewSet, basename="countries")
router.register("principles", PrincipleViewSet, basename="principles")


class Root(APIView):
    """The resources, with the number of records of each."""

    def get(self, request):
        check_record_parameters(request.query_params)
        resources = [
            {
                "name": name,
                "url": reverse(f"api:{name}-list", request=request),
                "count": viewset.queryset.count(),
            }
            for name, viewset, _ in router.registry
        ]
        return Response({"resources": resources, "meta": meta()})


app_name = "api"
urlpatterns = [path("", Root.as_view(), name="root"), *router.urls]

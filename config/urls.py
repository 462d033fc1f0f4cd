"""The map of addresses."""

from django.urls import include, path

from config import health
from missions.views import Home

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("missions/", include("missions.urls")),
    path("mission-types/", include("missions.type_urls")),
    path("organizations/", include("organizations.urls")),
    path("countries/", include("organizations.country_urls")),
    path("principles/", include("principles.urls")),
    path("explainers/", include("principles.explainer_urls")),
    path("glossary/", include("principles.glossary_urls")),
    path("sources/", include("sources.urls")),
    path("api/v1/", include("config.api")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]

handler400 = "config.errors.bad_request"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

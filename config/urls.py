"""The map of addresses."""

from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from config import cards, machine
from config.cite import cite
from config.guide import guide
from config.problem_pages import problem_page
from config.reference import about, data_urls, design
from missions.views import Home
from sources.views import Search

favicon = require_safe(RedirectView.as_view(url="/static/icon.svg"))
# Views of the list, by the addresses that one would guess.
timeline = require_safe(RedirectView.as_view(url="/missions/?view=timeline"))
on_a_map = require_safe(RedirectView.as_view(url="/missions/?view=map"))
urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("missions/", include("missions.urls")),
    path("mission-types/", include("missions.type_urls")),
    path("organizations/", include("missions.organization_urls")),
    path("countries/", include("missions.country_urls")),
    path("principles/", include("principles.urls")),
    path("explainers/", include("principles.explainer_urls")),
    path("glossary/", include("principles.glossary_urls")),
    path("case-studies/", include("missions.study_urls")),
    path("search/", Search.as_view(), name="search"),
    path("sources/", include("sources.urls")),
    path("api/", guide, name="guide"),
    path("api/v1/", include("config.api")),
    path("data/", include(data_urls)),
    path("about/", about, name="about"),
    path("about/design/", design, name="design"),
    path("cite/", cite, name="cite"),
    path("problems/<slug:kind>/", problem_page, name="problem"),
    path("robots.txt", machine.robots, name="robots"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("changes.atom", machine.feed, name="feed"),
    path("llms.txt", machine.llms, name="llms"),
    path(".well-known/security.txt", machine.security, name="security"),
    path("favicon.ico", favicon, name="favicon"),
    path("timeline/", timeline, name="timeline"),
    path("map/", on_a_map, name="map"),
    path("card.png", cards.of_page, name="card"),
    path("<slug:page>/card.png", cards.of_page, name="card-of-page"),
    path("<slug:kind>/<str:slug>/card.png", cards.of_record, name="card-of-record"),
]

handler400 = "config.errors.bad_request"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

"""How much a client may ask, and what every answer under `/api/` carries, also errors:
who may read it, how many requests are left, and what it varies by."""

from functools import lru_cache

from django.conf import settings
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from api.problems import problem
from api.throttling import COUNTED, Counter

PREFIX = "/api/"
NOT_COUNTED = ("/healthz", "/readyz")  # asked again and again by what watches the site
LONGEST_QUERY = 8000
EXPOSED = (
    "Content-Disposition, ETag, Last-Modified, Link, RateLimit-Limit, "
    "RateLimit-Remaining, RateLimit-Reset, Retry-After"
)
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


@lru_cache
def counter():
    return Counter(settings.VAR_DIR / "requests")


def limits(number, seconds):
    """Headers that tell a client what is left to it, after a number of requests."""
    return {
        "RateLimit-Limit": settings.RATE_LIMIT,
        "RateLimit-Remaining": max(settings.RATE_LIMIT - number, 0),
        "RateLimit-Reset": seconds,
        **({"Retry-After": seconds} if number > settings.RATE_LIMIT else {}),
    }


class Bounds:
    """Counts requests, and refuses too many and too long ones: pages, pictures and the
    API alike, as all cost us alike."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(NOT_COUNTED):
            return self.get_response(request)
        limits = self.counted(request)
        response = self.refusal(request, limits) or self.get_response(request)
        for name, value in limits.items():
            response[name] = str(value)
        return response

    @staticmethod
    def counted(request):
        """The headers that tell a client what is left to it."""
        if not settings.RATE_LIMIT:
            return {}
        if before := request.META.get(COUNTED):
            return dict(before)
        return limits(*counter().add(request.META.get("REMOTE_ADDR", "")))

    def refusal(self, request, limits):
        if "Retry-After" in limits:
            return self.refused(
                request,
                429,
                f"More than {settings.RATE_LIMIT} requests in this minute; go on in "
                f"{limits['Retry-After']} seconds.",
            )
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return self.refused(
                request,
                414,
                f"The query is longer than {LONGEST_QUERY} characters; ask for less at "
                "a time, or take the whole list and filter it yourself.",
            )
        return None

    @staticmethod
    def refused(request, status, detail):
        if request.path_info.startswith(PREFIX):
            return problem(request, status, detail, instance=request.path)
        context = {"detail": detail, "without_data": True}
        return render(request, "refused.html", context, status=status)


class ApiHeaders:
    """Puts the headers that all answers of the API share on each."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        if request.method == "OPTIONS":
            for name, value in PREFLIGHT.items():
                response[name] = value
        patch_vary_headers(response, ["Accept", "Accept-Encoding"])
        return response

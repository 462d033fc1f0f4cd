"""The base of every view of the API: one state of the data, caching, plain errors."""

from contextlib import ExitStack

from django.http import HttpResponse, StreamingHttpResponse
from rest_framework.response import Response
from rest_framework.views import APIView

from api import state as states
from api.corrections import misnamed, refuse
from api.renderers import JSONRenderer, format_mistakes


class Download(StreamingHttpResponse):
    """A file that is written while it is sent."""

    afterwards = None

    def close(self):
        if self.afterwards:
            self.afterwards.close()
        super().close()


class ApiView(APIView):
    """Answers from one state of the data, with the headers that follow from it."""

    renderer_classes = [JSONRenderer]

    def dispatch(self, request, *args, **kwargs):
        if (quick := self.quick(request, *args, **kwargs)) is not None:
            return quick
        with ExitStack() as stack:
            stack.enter_context(states.snapshot())
            self.state = states.current_state()
            if self.state and states.holds(request, states.etag(request, self.state)):
                return states.remember(states.not_modified(), request, self.state)
            response = super().dispatch(request, *args, **kwargs)
            if response.status_code != 200 or not self.state:
                return response
            if states.unchanged_since(request, self.state):
                response = states.not_modified()
            elif isinstance(response, Download) and request.method == "GET":
                # Its rows are still to be read: the snapshot stays until it is sent.
                response.afterwards = stack.pop_all()
            return states.remember(response, request, self.state)

    def quick(self, request, *args, **kwargs):
        """A good answer that needs no more than one statement, or None."""

    @property
    def formats(self):
        return [renderer.format for renderer in self.renderer_classes]

    @property
    def meta(self):
        return states.meta(self.state)

    def check(self, known=("format",)):
        """Refuse parameters that this address does not know."""
        params = self.request.query_params
        refuse(
            params,
            [*misnamed(params, known), *format_mistakes(params, self.formats)],
        )

    def answer(self, body):
        return Response({**body, "meta": self.meta})

    def options(self, request, *args, **kwargs):
        """What a browser asks before it sends a header of its own. Whatever format it
        names, nothing is written in it."""
        return HttpResponse(status=204)

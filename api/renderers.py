"""How answers are written."""

from rest_framework import renderers


class JSONRenderer(renderers.JSONRenderer):
    """JSON, indented where a person reads it."""

    ensure_ascii = False

    def get_indent(self, accepted_media_type, renderer_context):
        accept = renderer_context["request"].META.get("HTTP_ACCEPT", "")
        if "text/html" in accept:
            return 2
        return super().get_indent(accepted_media_type, renderer_context)

"""The entry point for servers: Django, behind the answers that were given before."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from api.answers import Answers
from config.kept import look, requests_left

application = Answers(django_application, look, requests_left)

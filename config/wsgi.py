"""The entry point for servers: Django, behind the answers that were given before, watched
from outside."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SERVING", "true")  # before settings are read
django_application = get_wsgi_application()

from django.conf import settings
from django.db.backends.signals import connection_created
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from api.answers import Answers
from api.short import Short
from config.kept import look, requests_left
from config.watching import KEPT, Watched, time_statements

connection_created.connect(time_statements)
short = Short(django_application, requests_left)
application = Watched(Answers(short, look, requests_left, KEPT.inc))
if settings.TRUSTED_PROXIES:
    application = wrap_wsgi_with_proxy_headers(application, settings.TRUSTED_PROXIES)

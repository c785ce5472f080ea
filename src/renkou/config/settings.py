"""Django's settings. What differs between installations comes from the environment.

RENKOU_SNAPSHOT: the snapshot whose city is shown. RENKOU_TABLES: where its computed
figures are kept, if not beside it. `renkou serve` sets both.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from renkou.engines.index import FOLDER

DEBUG = False
# No sign-in and no sessions yet: the key signs nothing that outlives the process.
SECRET_KEY = os.environ.get("RENKOU_SECRET") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "renkou.config.urls"
WSGI_APPLICATION = "renkou.config.wsgi.application"
INSTALLED_APPS = ["django.contrib.staticfiles", "django_htmx"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "renkou.ui.guard.Guard",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "renkou.ui.reader.in_readers_language",
]
_HERE = Path(__file__).parents[1]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_HERE / "web" / "staff" / "templates", _HERE / "ui" / "templates"],
        "OPTIONS": {"environment": "renkou.ui.templates.environment"},
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [_HERE / "ui" / "static", _HERE / "report" / "assets"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATABASES: dict[str, object] = {}
USE_TZ = True
TIME_ZONE = os.environ.get("RENKOU_TIME_ZONE", "Asia/Shanghai")
USE_I18N = False
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        # Bars and rails carry their lengths as style attributes.
        "style-src": [SELF, "'unsafe-inline'"],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Our own log has the traceback of every error, with the number its reader was given.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "renkou": {"handlers": ["stderr"], "level": "INFO"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "CRITICAL"},
    },
}

RENKOU_SNAPSHOT = Path(os.environ.get("RENKOU_SNAPSHOT", "demo/snapshot"))
RENKOU_TABLES = (
    Path(os.environ["RENKOU_TABLES"]) if os.environ.get("RENKOU_TABLES") else None
)
# Beside the figures: the script of interactive charts, made once.
RENKOU_SCRIPTS = RENKOU_TABLES or RENKOU_SNAPSHOT / FOLDER

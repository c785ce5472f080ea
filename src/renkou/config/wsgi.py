"""What a web server runs."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from renkou.web.staff.site import make_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renkou.config.settings")
application = get_wsgi_application()
make_ready()

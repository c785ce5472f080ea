"""What a web server runs."""

from __future__ import annotations

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from renkou.engines.projection.preparing import prepare
from renkou.web.staff.site import make_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renkou.config.settings")
application = get_wsgi_application()
make_ready()
# The first reader of a projection does not wait until its code is loaded.
Thread(target=prepare, daemon=True).start()

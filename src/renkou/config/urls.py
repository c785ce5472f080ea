"""Every address of Renkou."""

from __future__ import annotations

from django.urls import include, path

handler400 = "renkou.ui.refused.not_understood"
handler404 = "renkou.ui.refused.no_such_page"
handler500 = "renkou.ui.refused.broken"

urlpatterns = [path("", include("renkou.web.staff.urls"))]

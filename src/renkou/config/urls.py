"""Every address of Renkou."""

from __future__ import annotations

from django.urls import include, path

handler404 = "renkou.ui.refused.no_such_page"

urlpatterns = [path("", include("renkou.web.staff.urls"))]

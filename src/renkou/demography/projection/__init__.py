"""Populations carried forward by cohort and component of change."""

from .cohort_component import Projection as Projection
from .cohort_component import project as project

"""Populations carried forward by cohort and component of change."""

from .ages import households as households
from .ages import series as series
from .cohort_component import Projection as Projection
from .cohort_component import project as project
from .reconciliation import reconcile as reconcile
from .scenarios import SCENARIOS as SCENARIOS
from .scenarios import Components as Components
from .scenarios import scenario as scenario
from .simulate import Simulation as Simulation
from .simulate import simulate as simulate
from .small_area import AreaProjection as AreaProjection
from .small_area import project_areas as project_areas
from .spread import Spread as Spread
from .spread import from_processes as from_processes

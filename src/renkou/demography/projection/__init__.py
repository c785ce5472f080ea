"""Populations carried forward by cohort and component of change."""

from .cohort_component import Projection as Projection
from .cohort_component import project as project
from .simulate import Simulation as Simulation
from .simulate import simulate as simulate
from .spread import Spread as Spread
from .spread import from_processes as from_processes

"""The units in which figures are given."""

from renkou.schema import Text

PERSONS = Text("persons", "人")
EVENTS = Text("events", "件")
BIRTHS = Text("births", "人")
DEATHS = Text("deaths", "人")
HOUSEHOLDS = Text("households", "户")
PERSON_YEARS = Text("person-years", "人年")
PER_THOUSAND = Text("per 1,000", "‰")
PER_HUNDRED = Text("per 100", "每百")
PER_CENT = Text("per cent", "%")
CHILDREN = Text("children per woman", "个/妇女")
YEARS = Text("years", "岁")
PER_KM2 = Text("persons per km²", "人/平方公里")
PER_HEAD = Text("per head", "人均")
PHG = "Preston, Heuveline and Guillot (2001), Demography"
UN = "United Nations, Multilingual Demographic Dictionary (1982)"
COUNTED = (PERSONS, EVENTS, BIRTHS, DEATHS, HOUSEHOLDS)  # whole numbers

"""Makes a district whose ground is invented and whose codes are real: for the sample, tests and benchmarks."""

from district.district import LAYER_NAMES, District
from district.making import make_district
from district.survey import Survey, survey_of
from district.writing import write_gpkg

__all__ = ["LAYER_NAMES", "District", "Survey", "make_district", "survey_of", "write_gpkg"]

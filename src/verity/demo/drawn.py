"""The county as drawn, before any file is written: areas, residents, deprivation and the expected rows."""

from dataclasses import dataclass

from verity.demo.deprivation import latent_score
from verity.demo.nesting import Nesting, nesting
from verity.demo.offences import Intensity, intensity
from verity.demo.parameters import Parameters
from verity.demo.people import People, people
from verity.demo.tessellation import Floats, Tessellation, tessellation


@dataclass(frozen=True)
class County:
    """The county as drawn, before it becomes rows of any file."""

    land: Tessellation
    nest: Nesting
    residents: People
    latent: Floats
    intensity: Intensity


def draw_county(parameters: Parameters) -> County:
    """Draw areas, residents, deprivation and the expected rows."""
    land = tessellation(parameters)
    nest = nesting(parameters, land)
    residents = people(parameters, land, nest)
    latent = latent_score(parameters, land)
    return County(land, nest, residents, latent, intensity(parameters, land, nest, residents, latent))

"""What is known before analysis: the area, its places, the months and years there are, the sources present."""

from collections.abc import Mapping
from typing import Any

from verity.analysis.facts import compared_periods, forces_loaded, months_covered, named_periods, population_years
from verity.analysis.inputs import Inputs
from verity.analysis.severity import read_weights, weights_from
from verity.assessment.config import Assessment
from verity.assessment.definitions import load_definitions
from verity.build.feeds import CONTRACTS
from verity.build.inventory import Inventory
from verity.build.records import feed_notes, feeds_present
from verity.chapters.chapter import AssessmentContext, SourceNote
from verity.geography.boundaries import Boundaries, dissolved
from verity.geography.geography import Geography
from verity.geography.topology import shapes
from verity.methods.harm import HarmWeights
from verity.model.account import FileAccount
from verity.model.areas import Area, AreaType, Level
from verity.model.contracts import Contract
from verity.model.errors import AreaError
from verity.model.offences import OFFENCES, WEIGHTS_VERSION
from verity.model.releases import EditionKind
from verity.model.truths import Truth
from verity.sources.police_uk import is_name_of
from verity.warehouse.engine import Warehouse

ROUGH = 10
"""Numbers of rows that no gate has released are rounded to tens in any edition but the restricted one."""


def make_inputs(assessment: Assessment, warehouse: Warehouse, boundaries: Mapping[AreaType, Boundaries]) -> Inputs:
    """Return what the analysis reads.

    Raises
    ------
    AreaError
        When the lookups do not know the area, or mix real and invented places.
    """
    geography = Geography.from_warehouse(warehouse)
    area = geography.force_area(assessment.area_code)
    forces = forces_loaded(warehouse)
    home = assessment.force.slug if assessment.force else _home_slug(area.area.name, forces)
    months = months_covered(warehouse, home, assessment.period.months)
    return Inputs(
        warehouse=warehouse,
        geography=geography,
        area=area,
        boundaries=boundaries,
        lsoa_type=AreaType(Level.LSOA, assessment.geography.lsoa_vintage),
        months=months,
        forces=tuple(sorted(forces, key=lambda slug: (slug != home, slug))),
        home_force=home,
        deprivation_edition=assessment.deprivation.edition,
        periods=named_periods(months),
        population_years=population_years(warehouse),
        feeds=feeds_present(warehouse),
        definitions=load_definitions(assessment.folder),
        harm_weights=_weights(assessment),
    )


def _weights(assessment: Assessment) -> HarmWeights:
    """Return the weights of the severity score that the settings name; without one those that ship."""
    file = assessment.weights_file
    return read_weights(file) if file else weights_from(OFFENCES, version=WEIGHTS_VERSION)


def _home_slug(name: str, forces: tuple[str, ...]) -> str:
    """Return the loaded force that bears the name of an invented area."""
    own = [slug for slug in forces if is_name_of(name, slug)]
    if forces and not own:
        raise AreaError(
            "None of the police.uk files is of this area's force", where=name, expected=f"a force called {name}",
            found=", ".join(forces), do_this="add the force's files",
        )  # fmt: skip
    return own[0] if own else ""


def make_context(
    assessment: Assessment,
    inputs: Inputs,
    inventory: Inventory,
    accounts: list[FileAccount],
    truths: tuple[Truth, ...] = (),
) -> AssessmentContext:
    """Return what every chapter is told."""
    notes = {one.id: _note(one, inventory, inputs, accounts) for one in CONTRACTS}
    return AssessmentContext(
        edition=assessment.edition_kind,
        feeds=feed_notes(inputs, rounding=1 if assessment.edition_kind is EditionKind.RESTRICTED else ROUGH),
        definitions=inputs.definitions,
        truths=truths,
        area=inputs.area.area,
        districts=inputs.area.districts,
        region=inputs.area.region,
        country=inputs.area.country,
        partnerships=_partnerships(inputs),
        lsoa_type=inputs.lsoa_type,
        year=assessment.year,
        months=inputs.months,
        sources=notes,
        shapes=_shapes(inputs),
        names=inputs.geography.names(),
        forces=inputs.forces,
        facts={
            "home_force": (inputs.home_force,),
            "deprivation_edition": (inputs.deprivation_edition,),
            "periods": tuple(inputs.periods),
            "compared_periods": (compared_periods(inputs.months) or ()) if inputs.months else (),
            "severity_weights": (inputs.harm_weights.version,) if inputs.harm_weights else (),
            "wards": ("yes",) if inputs.geography.has(Level.WARD, inputs.lsoa_type) else (),
            **{use: tuple(map(str, years)) for use, years in inputs.population_years.items()},
        },
    )


def _partnerships(inputs: Inputs) -> tuple[tuple[Area, tuple[Area, ...]], ...]:
    """Return the area's community safety partnerships, each with the districts in it."""
    district = AreaType(Level.LAD, inputs.geography.lad_vintage)
    if not inputs.geography.has(Level.CSP, district):
        return ()
    pairs = inputs.geography.parents(district, Level.CSP)
    parents = dict(zip(pairs["child"], pairs["parent"], strict=True))
    return tuple(
        (csp, tuple(one for one in inputs.area.districts if parents.get(one.code) == csp.code))
        for csp in inputs.area.csps
    )


def _shapes(inputs: Inputs) -> dict[str, dict[str, Any]]:
    """Return the shapes of the areas that are part of the force area, per type; types without any are left out."""
    area = inputs.area
    own = {
        Level.LAD: {one.code for one in area.districts},
        Level.WARD: {one.code for one in area.wards},
        Level.PFA: {area.area.code},
        Level.CSP: {one.code for one in area.csps},
    }
    drawn: dict[str, dict[str, Any]] = {}
    for kind, one in sorted({**inputs.boundaries, **_districts(inputs)}.items()):
        codes = area.lsoas(kind.vintage) if kind.level is Level.LSOA else own.get(kind.level, set())
        kept = one.only(codes)
        if len(kept.frame):
            drawn[str(kind)] = shapes(kept)
    return drawn


def _districts(inputs: Inputs) -> dict[AreaType, Boundaries]:
    """Return districts drawn from their own small areas, so that their edges agree on a map."""
    if inputs.lsoa_type not in inputs.boundaries:
        return {}
    pairs = inputs.geography.parents(inputs.lsoa_type, Level.LAD)
    parents = dict(zip(pairs["child"], pairs["parent"], strict=True))
    into = AreaType(Level.LAD, inputs.geography.lad_vintage)
    own = inputs.boundaries[inputs.lsoa_type].only(inputs.area.lsoas(inputs.lsoa_type.vintage))
    return {into: dissolved(own, parents, inputs.geography.names(), into)} if len(own.frame) else {}


def _note(contract: Contract, inventory: Inventory, inputs: Inputs, accounts: list[FileAccount]) -> SourceNote:
    own = [account for account in accounts if account.source == contract.id]
    present = inventory.present(contract.id)
    if contract.id == "deprivation" and present:
        present = bool(inputs.geography.deprivation_covers(inputs.area, inputs.deprivation_edition, inputs.warehouse))
    editions: tuple[str, ...] = ()
    if own and inputs.warehouse.has(contract.id) and "edition" in inputs.warehouse.table(contract.id).columns:
        table = inputs.warehouse.table(contract.id)
        editions = tuple(map(str, table.select("edition").distinct().order_by("edition").to_pandas()["edition"]))
    told = f", edition {', '.join(editions)}" if editions and editions != ("not stated",) else ""
    return SourceNote(
        id=contract.id,
        title=contract.title,
        line=f"{contract.title} from {contract.publisher.name}{told}",
        present=present,
        caveats=tuple(caveat.text for caveat in contract.caveats),
        editions=editions,
    )

"""The 43 territorial police forces of England and Wales and the names each goes by.

Facts only. The area name is that of the ONS police force area; the force name is the one police.uk prints
under “Reported by” and “Falls within”; the slug is police.uk's, as in its file names. British Transport
Police has no territory and is not here; invented forces of synthetic data are known by their codes alone.
"""

import difflib
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Force:
    """One territorial force: PFA code, area name, police.uk slug, force name as police.uk files print it."""

    pfa_code: str
    area_name: str
    slug: str
    force_name: str


FORCES: tuple[Force, ...] = (
    Force("E23000001", "Metropolitan Police", "metropolitan", "Metropolitan Police Service"),
    Force("E23000002", "Cumbria", "cumbria", "Cumbria Constabulary"),
    Force("E23000003", "Lancashire", "lancashire", "Lancashire Constabulary"),
    Force("E23000004", "Merseyside", "merseyside", "Merseyside Police"),
    Force("E23000005", "Greater Manchester", "greater-manchester", "Greater Manchester Police"),
    Force("E23000006", "Cheshire", "cheshire", "Cheshire Constabulary"),
    Force("E23000007", "Northumbria", "northumbria", "Northumbria Police"),
    Force("E23000008", "Durham", "durham", "Durham Constabulary"),
    Force("E23000009", "North Yorkshire", "north-yorkshire", "North Yorkshire Police"),
    Force("E23000010", "West Yorkshire", "west-yorkshire", "West Yorkshire Police"),
    Force("E23000011", "South Yorkshire", "south-yorkshire", "South Yorkshire Police"),
    Force("E23000012", "Humberside", "humberside", "Humberside Police"),
    Force("E23000013", "Cleveland", "cleveland", "Cleveland Police"),
    Force("E23000014", "West Midlands", "west-midlands", "West Midlands Police"),
    Force("E23000015", "Staffordshire", "staffordshire", "Staffordshire Police"),
    Force("E23000016", "West Mercia", "west-mercia", "West Mercia Police"),
    Force("E23000017", "Warwickshire", "warwickshire", "Warwickshire Police"),
    Force("E23000018", "Derbyshire", "derbyshire", "Derbyshire Constabulary"),
    Force("E23000019", "Nottinghamshire", "nottinghamshire", "Nottinghamshire Police"),
    Force("E23000020", "Lincolnshire", "lincolnshire", "Lincolnshire Police"),
    Force("E23000021", "Leicestershire", "leicestershire", "Leicestershire Police"),
    Force("E23000022", "Northamptonshire", "northamptonshire", "Northamptonshire Police"),
    Force("E23000023", "Cambridgeshire", "cambridgeshire", "Cambridgeshire Constabulary"),
    Force("E23000024", "Norfolk", "norfolk", "Norfolk Constabulary"),
    Force("E23000025", "Suffolk", "suffolk", "Suffolk Constabulary"),
    Force("E23000026", "Bedfordshire", "bedfordshire", "Bedfordshire Police"),
    Force("E23000027", "Hertfordshire", "hertfordshire", "Hertfordshire Constabulary"),
    Force("E23000028", "Essex", "essex", "Essex Police"),
    Force("E23000029", "Thames Valley", "thames-valley", "Thames Valley Police"),
    Force("E23000030", "Hampshire", "hampshire", "Hampshire Constabulary"),
    Force("E23000031", "Surrey", "surrey", "Surrey Police"),
    Force("E23000032", "Kent", "kent", "Kent Police"),
    Force("E23000033", "Sussex", "sussex", "Sussex Police"),
    Force("E23000034", "London, City of", "city-of-london", "City of London Police"),
    Force("E23000035", "Devon & Cornwall", "devon-and-cornwall", "Devon & Cornwall Police"),
    Force("E23000036", "Avon and Somerset", "avon-and-somerset", "Avon and Somerset Constabulary"),
    Force("E23000037", "Gloucestershire", "gloucestershire", "Gloucestershire Constabulary"),
    Force("E23000038", "Wiltshire", "wiltshire", "Wiltshire Police"),
    Force("E23000039", "Dorset", "dorset", "Dorset Police"),
    Force("W15000001", "North Wales", "north-wales", "North Wales Police"),
    Force("W15000002", "Gwent", "gwent", "Gwent Police"),
    Force("W15000003", "South Wales", "south-wales", "South Wales Police"),
    Force("W15000004", "Dyfed-Powys", "dyfed-powys", "Dyfed-Powys Police"),
)
"""In order of code (ONS register of geographic codes; data.police.uk list of forces)."""

_BY_KEY: dict[str, Force] = {key: force for force in FORCES for key in (force.pfa_code, force.slug)}


def find_force(key: str) -> Force | None:
    """Return the force with this slug or PFA code; None if there is none.

    Examples
    --------
    >>> find_force("bedfordshire").force_name
    'Bedfordshire Police'
    >>> find_force("E23000035").slug
    'devon-and-cornwall'
    """
    return _BY_KEY.get(key)


def nearest_force(key: str) -> Force | None:
    """Return the force whose slug looks most like `key`; None if none comes near."""
    near = difflib.get_close_matches(key.casefold(), [force.slug for force in FORCES], n=1)
    return _BY_KEY[near[0]] if near else None

"""Aggravating factors and the words that stand for them in an officer's text, with the words that negate.

A declared, versioned list: data alone. How it is matched is `verity.warehouse.keywords`; a change of a word is a change
of version, because shares of factors are then not comparable.
"""

from collections.abc import Mapping
from types import MappingProxyType

KEYWORDS_VERSION = "2024-1"

FACTORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "alcohol": (
            "alcohol", "alcoholic", "drunk", "drunken", "intoxicated", "intoxication", "been drinking", "inebriated",
            "under the influence of drink",
        ),
        "child at risk": (
            "child at risk", "children at risk", "child present", "children present", "child in the house",
            "children in the house", "in front of the child", "in front of the children", "child witnessed",
            "children witnessed", "child protection",
        ),
        "coercive control": ("coercive", "controlling behaviour", "coercion"),
        "domestic abuse": (
            "domestic", "domestic abuse", "domestic violence", "domestic incident", "dv", "partner on partner",
        ),
        "drugs": (
            "drug", "drugs", "cannabis", "cocaine", "heroin", "crack cocaine", "ketamine", "amphetamine*", "spice",
            "county line", "county lines",
        ),
        "firearm": (
            "firearm*", "gun", "guns", "shotgun*", "handgun*", "pistol*", "rifle*", "bb gun", "air weapon*", "shot at",
        ),
        "gang": ("gang", "gangs", "gang related", "rival group*", "postcode rivalry"),
        "harassment": ("harass*", "stalk*"),
        "hate": (
            "hate", "hate crime", "racist", "racial*", "racially", "homophobic", "transphobic", "islamophobic",
            "antisemitic", "disablist", "religiously aggravated",
        ),
        "intimidation": ("intimidat*", "threat", "threats", "threatened", "threatening"),
        "knife": (
            "knife", "knives", "blade*", "bladed", "machete*", "stabbed", "stabbing*", "sharp instrument*", "sword*",
            "zombie knife", "screwdriver*",
        ),
        "mental health": (
            "mental health", "mentally ill", "mental illness", "psychosis", "psychotic", "schizophren*", "bipolar",
            "self harm*", "suicid*", "sectioned",
        ),
        "night-time economy": (
            "night time economy", "nightclub*", "night club*", "licensed premises", "pub", "pubs",
            "bar staff", "door staff", "doorman", "doormen", "bouncer*",
        ),
        "online": (
            "online", "internet", "social media", "facebook", "instagram", "snapchat", "whatsapp", "tiktok",
            "cyber*",
        ),
        "other weapon": (
            "weapon*", "baseball bat", "hammer*", "crowbar*", "metal bar", "iron bar", "knuckleduster*", "axe",
            "glassed", "broken bottle*", "broken glass", "acid", "corrosive*", "noxious*",
        ),
        "partner": ("partner", "ex partner", "boyfriend", "girlfriend", "husband", "wife", "spouse"),
        "public place": ("public place", "in public", "in the street", "public transport"),
        "repeat domestic abuse": (
            "repeat domestic", "repeat domestic abuse", "repeat domestic violence", "previous domestic",
        ),
        "strangulation": ("strangl*", "strangulat*", "choke", "choked", "choking", "suffocat*", "hands around neck",
            "hands around her neck", "hands around his neck", "grabbed by the throat", "held by the throat",
        ),
        "vulnerability": (
            "vulnerable", "vulnerability", "learning disabilit*", "learning difficult*", "dementia", "safeguarding",
        ),
    }
)  # fmt: skip
"""Factor → words and phrases, in lower case; `*` at the end stands for any ending. A space may be
any white space or a hyphen."""

NEGATIONS: tuple[str, ...] = (
    "no", "not", "without", "nil", "never", "neither", "nor", "none", "denies", "denied", "deny", "denying",
    "unknown if", "unknown whether", "negative for", "free from", "absence of", "cannot",
)  # fmt: skip
"""A mention within `NEGATION_WINDOW` words after one of these, in the same clause, does not count."""

NEGATION_WINDOW = 3
"""Words that may stand between a negation and what it negates: “no sign of any knife”."""

AFTERWARDS: tuple[str, ...] = (
    "used", "seen", "involved", "present", "found", "produced", "suspected", "believed", "mentioned", "recovered",
    "a factor", "known", "apparent", "related",
)  # fmt: skip
"""A mention followed by “not” and one of these does not count: “knife not seen”; nor one with “: no” after it."""

NOT_NEGATIONS: tuple[str, ...] = ("not only", "no doubt", "without doubt", "without a doubt", "not just")
"""Read over: they hold a word of negation and negate nothing."""

CLAUSE_ENDS: tuple[str, ...] = ("but", "however", "although", "though", "then", "later", "because", "which", "who")
"""A negation reaches no further than these words, nor than punctuation."""

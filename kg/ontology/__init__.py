"""ontology/ -> what the reader knows: classes, relations with their frames and examples, names, cue words, status words.

Every error in curated data is raised here and names the file and the term.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.model import OntologyError
from kg.ontology import relations as turtle
from kg.ontology import tables
from kg.ontology.model import (
    ARTICLE,
    ENTITY,
    KG,
    QUALIFIERS,
    STATEMENT,
    STATUSES,
    Class,
    Example,
    Expectation,
    Frame,
    Head,
    Inverse,
    KnownName,
    NameWord,
    Ontology,
    Relation,
    SharedName,
    StatusWord,
)

__all__ = [
    "ARTICLE",
    "ENTITY",
    "KG",
    "QUALIFIERS",
    "STATEMENT",
    "STATUSES",
    "Class",
    "Example",
    "Expectation",
    "Frame",
    "Head",
    "Inverse",
    "KnownName",
    "NameWord",
    "Ontology",
    "Relation",
    "SharedName",
    "StatusWord",
    "load_ontology",
    "ontology_folder",
]


def ontology_folder() -> Path:
    """Return the folder of the ontology: inside an installed package, or beside it in a source checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_ontology", package.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise OntologyError(f"no ontology/ beside {package} and none inside it: the installation is broken")


def load_ontology(folder: Path | None = None) -> Ontology:
    """Load the ontology that ships with the package, once; or that of a folder, each time as it then stands."""
    return _shipped() if folder is None else _loaded(folder)


@cache
def _shipped() -> Ontology:
    return _loaded(ontology_folder())


def _loaded(folder: Path) -> Ontology:
    classes = turtle.classes(folder / "classes.ttl")
    relations = turtle.relations(folder / "relations", classes)
    inverses = turtle.inverses(folder / "inverses.ttl", relations)
    relations |= {one.of: replace(relations[one.of], inverse=one.name) for one in inverses.values()}
    turtle.check_parents(folder, relations, inverses)
    names = tuple(tables.known_names(folder / "names", classes))
    lexicon = folder / "lexicon"
    return Ontology(
        folder=folder,
        classes=classes,
        relations=relations,
        names=names,
        heads=tuple(tables.heads(lexicon / "heads.tsv", classes)),
        legal_forms=tuple(row["form"] for row in tables.rows(lexicon / "legal_forms.tsv", ("form",))),
        roles=tuple((row["phrase"], row["role"]) for row in tables.rows(lexicon / "roles.tsv", ("phrase", "role"))),
        offices=tuple((row["phrase"], row["role"]) for row in tables.rows(lexicon / "offices.tsv", ("phrase", "role"))),
        nationalities=tables.nationalities(lexicon / "nationalities.tsv", {name.id for name in names}),
        honorifics=tuple(tables.listed(lexicon / "honorifics.tsv", "form")),
        status_words=tuple(tables.status_words(folder / "status.tsv")),
        inverses=inverses,
        words=tables.words(lexicon),
        name_words=tuple(tables.name_words(lexicon / "name_words.tsv")),
        given_name_spellings=tables.given_name_spellings(lexicon / "given_names.tsv"),
        family_names=frozenset(tables.listed(lexicon / "family_names.tsv", "name", "latin")),
        ambiguous_names=tables.ambiguous_names(lexicon / "ambiguous_names.tsv", names),
        shared_names=tables.shared_names(lexicon / "shared_names.tsv", {name.id for name in names}),
        actor_weights=tables.actor_weights(folder / "actors.tsv"),
        telling_offices=tables.telling_offices(folder / "namesakes.tsv"),
    )

"""Tables of tab-separated values -> known names and the words that articles are read by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.arabic.folding import fold, fold_name
from kg.model import OntologyError
from kg.ontology.model import STATUSES, Class, Head, KnownName, NameWord, SharedName, StatusWord

NAME_WORD_KINDS = ("company", "group", "head", "work", "quality", "part")


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a table with a header; "" for a cell that is left out; the line number is under `line`."""
    if not path.is_file():
        raise OntologyError(f"{path}: the table is missing")
    lines = path.read_text(encoding="utf-8").splitlines()
    header: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = cells
            missing = [column for column in columns if column not in header]
            if missing:
                raise OntologyError(f"{path}:{number}: the header lacks the column «{missing[0]}»")
            continue
        if len(cells) > len(header):
            raise OntologyError(f"{path}:{number}: {len(cells)} cells under {len(header)} columns, at «{cells[0]}»")
        yield {**dict.fromkeys(header, ""), **dict(zip(header, cells, strict=False)), "line": f"{path}:{number}"}


def listed(path: Path, *columns: str) -> Iterator[str]:
    """Yield the values of some columns of a table, row by row."""
    for row in rows(path, columns):
        for column in columns:
            yield from _values(row[column])


def words(lexicon: Path) -> dict[str, frozenset[str]]:
    """Return the folded words of each class, given names among them."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in ("words.tsv", "industries.tsv"):
        for row in rows(lexicon / table, ("word", "class")):
            found[row["class"]].update(fold(word) for word in _values(row["word"]))
    for row in rows(lexicon / "given_names.tsv", ("name", "gender", "ambiguous")):
        spellings = {fold(name) for name in _values(row["name"])}
        found["given-name" if row["ambiguous"] != "yes" else "given-name-or-word"].update(spellings)
        for gender in ("m", "f") if row["gender"] == "both" else (row["gender"],):
            found["given-name-of-women" if gender == "f" else "given-name-of-men"].update(spellings)
    return {name: frozenset(members) for name, members in found.items()}


def given_name_spellings(path: Path) -> dict[str, str]:
    """Return the first of its spellings for each folded given name."""
    found: dict[str, str] = {}
    for row in rows(path, ("name",)):
        spellings = [fold(name) for name in _values(row["name"])]
        for name in spellings:
            found.setdefault(name, spellings[0])
    return found


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in cell.split("|") if value.strip())


def known_names(folder: Path, classes: Mapping[str, Class]) -> Iterator[KnownName]:
    """Yield the known names of all tables of a folder, when every maker of a product is known to be one of them."""
    names: dict[str, KnownName] = {}
    lines: dict[str, str] = {}
    for path in sorted(folder.glob("*.tsv")):
        for row in rows(path, ("id", "type", "ar", "en", "aliases")):
            if row["type"] not in classes:
                raise OntologyError(f"{row['line']}: «{row['type']}» is no class of classes.ttl")
            if row["id"] in names:
                raise OntologyError(f"{row['line']}: the id «{row['id']}» stands in {lines[row['id']]} too")
            lines[row["id"]] = row["line"]
            makers = _values(row.get("maker", ""))
            names[row["id"]] = KnownName(
                row["id"], row["type"], row["ar"], row["en"], _values(row["aliases"]), makers, row.get("note", "")
            )
    for name in names.values():
        for maker in name.makers:
            if maker not in names:
                raise OntologyError(f"{lines[name.id]}: «{maker}», the maker of {name.id}, is no id of names/")
    yield from names.values()


def actor_weights(path: Path) -> dict[str, float]:
    """Return the weights of what speaks for or against somebody who acts."""
    weights: dict[str, float] = {}
    for row in rows(path, ("feature", "weight")):
        try:
            weights[row["feature"]] = float(row["weight"])
        except ValueError as error:
            raise OntologyError(f"{row['line']}: «{row['weight']}» is no number") from error
    return weights


def telling_offices(path: Path) -> dict[str, str]:
    """Return how each role of a table tells its holder from a namesake."""
    found: dict[str, str] = {}
    for row in rows(path, ("role", "tells")):
        if row["tells"] not in ("sole", "national"):
            raise OntologyError(f"{row['line']}: «{row['tells']}» is neither sole nor national")
        found[row["role"]] = row["tells"]
    return found


def ambiguous_names(path: Path, names: Sequence[KnownName]) -> dict[str, str]:
    """Return the names that are ordinary words too, with the place where a cue must stand."""
    forms = {fold_name(form) for name in names for form in (name.ar, name.en, *name.aliases)}
    ambiguous: dict[str, str] = {}
    for row in rows(path, ("name", "cue")):
        if fold_name(row["name"]) not in forms:
            raise OntologyError(f"{row['line']}: «{row['name']}» is no name of names/")
        if row["cue"] not in ("article", "place"):
            raise OntologyError(f"{row['line']}: the cue of «{row['name']}» stands in the article or in each place")
        ambiguous[fold_name(row["name"])] = row["cue"]
    return ambiguous


def shared_names(path: Path, ids: set[str]) -> dict[str, tuple[SharedName, ...]]:
    """Return the names that several things share, by their folded form."""
    found: dict[str, list[SharedName]] = defaultdict(list)
    for row in rows(path, ("name", "entity", "country")):
        for column in ("entity", "country"):
            if row[column] not in ids:
                raise OntologyError(f"{row['line']}: «{row[column]}» is no id of names/")
        found[fold(row["name"])].append(SharedName(row["name"], row["entity"], row["country"]))
    return {form: tuple(names) for form, names in found.items()}


def name_words(path: Path) -> Iterator[NameWord]:
    """Yield the words that names are made of, each of one meaning."""
    meaning_of: dict[str, str] = {}
    for row in rows(path, ("meaning", "kind", "ar", "en")):
        if row["kind"] not in NAME_WORD_KINDS:
            told = ", ".join(NAME_WORD_KINDS)
            raise OntologyError(f"{row['line']}: «{row['kind']}» is no kind of «{row['meaning']}»; it is one of {told}")
        words = tuple(fold_name(word) for word in (*_values(row["ar"]), *_values(row["en"])))
        for word in words:
            if meaning_of.setdefault(word, row["meaning"]) != row["meaning"]:
                raise OntologyError(f"{row['line']}: «{word}» of {row['meaning']} means {meaning_of[word]} too")
        yield NameWord(row["meaning"], row["kind"], words)


def heads(path: Path, classes: Mapping[str, Class]) -> Iterator[Head]:
    """Yield the head nouns."""
    for row in rows(path, ("lemma", "forms", "type", "gender", "refers")):
        if row["type"] not in classes:
            raise OntologyError(f"{row['line']}: «{row['type']}» is no class of classes.ttl")
        yield Head(
            row["lemma"], _values(row["forms"]) or (row["lemma"],), row["type"], row["gender"], row["refers"] == "yes"
        )


def nationalities(path: Path, ids: set[str]) -> dict[str, str]:
    """Return the country of each adjective."""
    adjectives: dict[str, str] = {}
    for row in rows(path, ("country", "adjectives")):
        if row["country"] not in ids:
            raise OntologyError(f"{row['line']}: «{row['country']}» is no id of names/")
        adjectives.update({fold(adjective): row["country"] for adjective in _values(row["adjectives"])})
    return adjectives


def status_words(path: Path) -> Iterator[StatusWord]:
    """Yield the words that decide how the text holds what they govern."""
    for row in rows(path, ("word", "class", "status", "scope", "control", "via")):
        status = next((name for name in STATUSES if name == row["status"]), None)
        if status is None:
            raise OntologyError(f"{row['line']}: «{row['status']}» is no status; it is one of {', '.join(STATUSES)}")
        yield StatusWord(
            row["word"],
            row["class"],
            status,
            row["scope"],
            row["control"] == "yes",
            tuple(map(fold, _values(row["via"]))),
        )

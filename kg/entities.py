"""Mentions -> the entities of an article: names that are one, and the nominals and pronouns that stand for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.arabic.folding import fold, fold_name
from kg.arabic.tokens import is_definite
from kg.model import Article, Entity, Mention, Sentence, Span, Token
from kg.ontology import Head, Ontology

_NAMED = frozenset({"known", "quote", "cue", "latin", "person", "again", "unknown"})
_SLUG = re.compile(r"[^\w]+")
# The gender and number of attached and free pronouns. ها stands for things in the plural too.
_PRONOUNS: Mapping[str, tuple[str, str]] = {
    "ه": ("m", "s"), "ها": ("f", "s"), "هما": ("", "d"), "هم": ("m", "p"), "هن": ("f", "p"), "هو": ("m", "s"), "هي": ("f", "s"),
}  # fmt: skip


@dataclass(slots=True)
class _Cluster:
    """Gather the mentions of one thing."""

    id: str
    type: str
    label: str
    names: dict[str, None] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    gender: str = ""
    known: bool = False


def link(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], ontology: Ontology) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Return the article's entities, and its mentions with entity ids, nominals and pronouns among them, sorted by place."""
    names = [mention for mention in mentions if mention.finder in _NAMED]
    linker = _Linker(article, sentences, ontology)
    linked = linker.link_names(names)
    figures = [mention for mention in mentions if mention.finder not in _NAMED]
    references = list(linker.references(linked))
    entities = tuple(
        Entity(cluster.id, cluster.type, cluster.label, tuple(cluster.names)) for cluster in linker.clusters
    )
    return entities, tuple(sorted([*linked, *figures, *references], key=lambda mention: mention.span))


class _Linker:
    def __init__(self, article: Article, sentences: Sequence[Sentence], ontology: Ontology) -> None:
        self.article, self.sentences, self.ontology = article, sentences, ontology
        self.clusters: list[_Cluster] = []
        self.by_key: dict[str, _Cluster] = {}
        self.heads: Mapping[str, Head] = {fold(form): head for head in ontology.heads for form in head.forms}
        self.tokens = [token for sentence in sentences for token in sentence.tokens]
        self.token_at = {token.span.start: index for index, token in enumerate(self.tokens)}

    # -------------------------------------------------------------- names

    def link_names(self, names: Sequence[Mention]) -> list[Mention]:
        aliases = dict(self._aliases(names))
        # Full names first, so that a short form finds the name that it shortens.
        order = sorted(range(len(names)), key=lambda i: (not names[i].entities, -len(names[i].text.split()), i))
        found: dict[int, _Cluster] = {}
        for index in order:
            if index not in aliases:
                found[index] = self._cluster(names[index])
        for index, target in aliases.items():
            cluster = found.get(target) or self._cluster(names[target])
            own = self.by_key.get(fold_name(names[index].text))
            if own is not None and own is not cluster:
                self._merge(own, cluster, found)
            self._name(cluster, names[index])
            found[index] = cluster
        seen: dict[int, _Cluster] = {}
        for index in range(len(names)):
            cluster = found[index]
            seen.setdefault(id(cluster), cluster)
            cluster.names.setdefault(names[index].text)
            self._describe(cluster, names[index])
        self.clusters = list(seen.values())
        for cluster in self.clusters:
            cluster.names = {names[i].text: None for i in range(len(names)) if found[i] is cluster}
        self._settle_ids()
        return [replace(mention, entities=(found[index].id,), type=found[index].type) for index, mention in enumerate(names)]

    def _merge(self, own: _Cluster, other: _Cluster, found: dict[int, _Cluster]) -> None:
        if own.known and other.known:
            return
        keep, gone = (own, other) if own.known else (other, own)
        keep.keys |= gone.keys
        for key in gone.keys:
            self.by_key[key] = keep
        for index, cluster in list(found.items()):
            if cluster is gone:
                found[index] = keep

    def _aliases(self, names: Sequence[Mention]) -> Iterator[tuple[int, int]]:
        """Yield (mention, mention that it renames): X (Y), and the same name in the other script right after it."""
        for index in range(1, len(names)):
            before, own = names[index - 1], names[index]
            gap = self.article.text[before.span.end : own.span.start]
            latin = own.text[:1].isascii() != before.text[:1].isascii()
            bracketed = re.fullmatch(r"[\s»”\"']*\([\s«“\"]*", gap) is not None
            adjacent = re.fullmatch(r"[»”\"'\s]*[\s]+[«“\"']*", gap) is not None and latin
            places = "Place" in (before.type, own.type)
            if (adjacent or bracketed) and not places and not (before.entities and own.entities and before.entities != own.entities):
                yield index, index - 1

    def _cluster(self, mention: Mention) -> _Cluster:
        if mention.entities:
            known = self.ontology.name_of[mention.entities[0]] if mention.entities[0] in self.ontology.name_of else None
            cluster = self.by_key.get("=" + mention.entities[0])
            if cluster is None:
                cluster = _Cluster(mention.entities[0], mention.type, known.ar or known.en if known else mention.text, known=known is not None)
                self.by_key["=" + mention.entities[0]] = cluster
            self._name(cluster, mention)
            return cluster
        bare = self._bare(mention.text)
        cluster = self.by_key.get(bare) or self.by_key.get(fold_name(mention.text)) or self._longer(mention, bare)
        if cluster is None:
            cluster = _Cluster("", mention.type, mention.text)
        self._name(cluster, mention)
        return cluster

    def _name(self, cluster: _Cluster, mention: Mention) -> None:
        for key in (fold_name(mention.text), self._bare(mention.text)):
            cluster.keys.add(key)
            self.by_key.setdefault(key, cluster)

    def _bare(self, text: str) -> str:
        """Return the folded name without head nouns: مجموعة سوفت بنك and سوفت بنك are one."""
        words = fold_name(text).split()
        while len(words) > 1 and (words[0] in self.heads or words[0].removeprefix("ال") in self.heads) and fold(self.heads.get(words[0], self.heads.get(words[0].removeprefix("ال"))).lemma) in self._dropped:  # type: ignore[union-attr]
            words.pop(0)
        return " ".join(words)

    @property
    def _dropped(self) -> frozenset[str]:
        return self.ontology.words.get("head-beside-name", frozenset())

    def _longer(self, mention: Mention, bare: str) -> _Cluster | None:
        """Find the longer name that this one shortens: a surname, or the first words of an organisation's name."""
        words = bare.split()
        hits = []
        for key, cluster in self.by_key.items():
            others = key.split()
            if len(others) <= len(words) or key.startswith("="):
                continue
            if cluster.type == "Person" and mention.type in ("Person", "Company") and (others[-len(words) :] == words or others[: len(words)] == words) and len(bare) > 3:
                hits.append(cluster)
            elif cluster.type not in ("Person", "Place") and mention.type == cluster.type and others[: len(words)] == words and mention.finder != "unknown":
                hits.append(cluster)
        distinct = list({id(cluster): cluster for cluster in hits}.values())
        return distinct[0] if len(distinct) == 1 else None

    def _describe(self, cluster: _Cluster, mention: Mention) -> None:
        index = self.token_at.get(mention.span.start)
        first = fold(mention.text.split()[0])
        if first in self.heads:
            cluster.heads.add(self.heads[first].lemma)
        position = index - 1 if index is not None else -1
        while position >= 0 and self.tokens[position].text in ("«", "“", '"', "”"):
            position -= 1
        if position >= 0:
            head = self.heads.get(self.tokens[position].norm) or self.heads.get(self.tokens[position].norm.removeprefix("ال"))
            if head and self.ontology.is_a(head.type, ("Organization",)) == self.ontology.is_a(cluster.type, ("Organization",)):
                cluster.heads.add(head.lemma)

    def _settle_ids(self) -> None:
        used: Counter[str] = Counter(cluster.id for cluster in self.clusters if cluster.id)
        for cluster in self.clusters:
            genders = {self.heads[fold(head)].gender for head in cluster.heads if fold(head) in self.heads}
            cluster.gender = genders.pop() if len(genders) == 1 else {"Person": "", "Place": "f", "Company": "f"}.get(cluster.type, "")
            if cluster.id:
                continue
            slug = _SLUG.sub("-", fold_name(cluster.label)).strip("-") or "x"
            # A name of the tables has its slug for itself: a person called as a city is somebody else.
            cluster.id = slug if not used[slug] and slug not in self.ontology.name_of else f"{slug}-{cluster.type.lower()}"
            used[cluster.id] += 1

    # -------------------------------------------------------------- references

    def references(self, linked: Sequence[Mention]) -> Iterator[Mention]:
        """Resolve definite nominals (الشركة، البنك، الشركتان، الأخيرة) and pronouns to entities named before them."""
        by_id = {cluster.id: cluster for cluster in self.clusters}
        self._focus = _Focus(by_id, self.ontology)
        covered = {position for mention in linked for position in range(mention.span.start, mention.span.end)}
        starts: dict[int, Mention] = {mention.span.start: mention for mention in linked}
        for sentence in self.sentences:
            self._focus.begin(sentence.kind)
            for index, token in enumerate(sentence.tokens):
                if token.span.start in starts:
                    self._focus.see(starts[token.span.start].entities[0])
                elif token.span.start not in covered:
                    yield from self._refer(sentence.tokens, index, token, starts)

    def _refer(self, tokens: Sequence[Token], index: int, token: Token, starts: Mapping[int, Mention]) -> Iterator[Mention]:
        chosen: tuple[str, ...] = ()
        score = 0.8
        finder = "nominal"
        if token.kind == "pronoun" or token.norm in ("هو", "هي", "هما"):
            gender, number = _PRONOUNS.get(token.norm, ("", ""))
            chosen = self._focus.pronoun(gender, number) if number else ()
            finder, score = "pronoun", 0.7
        elif is_definite(token) and not self._named_next(tokens, index, starts):
            chosen = self._nominal(token)
        if chosen:
            yield Mention(token.span, token.text, "Reference", entities=chosen, finder=finder, score=score)

    def _named_next(self, tokens: Sequence[Token], index: int, starts: Mapping[int, Mention]) -> bool:
        """Tell whether a name follows that the noun only describes: الشركة الأميركية «مايكروسوفت»."""
        position = index + 1
        if position < len(tokens) and tokens[position].norm in self.ontology.words.get("parent", frozenset()):
            return True
        while position < len(tokens) and position < index + 6:
            token = tokens[position]
            if token.span.start in starts:
                return starts[token.span.start].type not in ("Place",)
            adjective = is_definite(token) and bool(token.analyses)
            if not adjective and token.text not in ("«", "“", '"', "”"):
                return False
            position += 1
        return False

    def _nominal(self, token: Token) -> tuple[str, ...]:
        bare = token.norm.removeprefix("ال")
        dual = bare in self.ontology.words.get("dual", frozenset())
        if dual:
            return self._focus.pair()
        if bare in self.ontology.words.get("last-named", frozenset()):
            return self._focus.last()
        head = self.heads.get(bare)
        if head is None or not head.refers or bare != fold(head.lemma):
            return ()
        return self._focus.nominal(head)


@dataclass(slots=True)
class _Focus:
    """Follow which entities the text is about, from the title on."""

    clusters: Mapping[str, _Cluster]
    ontology: Ontology
    past: list[list[str]] = field(default_factory=list)
    """Entity ids in order of mention, a list for each sentence, the current one last."""

    def begin(self, kind: str) -> None:
        del kind
        self.past.append([])

    def see(self, entity: str) -> None:
        self.past[-1].append(entity)

    def _agents(self, ids: Sequence[str]) -> list[str]:
        return [i for i in ids if self.ontology.is_a(self.clusters[i].type, ("Organization",)) and i not in self._media]

    @property
    def _media(self) -> frozenset[str]:
        return self.ontology.words.get("news-source", frozenset())

    def pronoun(self, gender: str, number: str) -> tuple[str, ...]:
        """Return the topic of the nearest sentence that a pronoun agrees with."""
        if number == "d":
            return self.pair()
        if number != "s":
            return ()
        for ids in reversed(self.past[-2:]):
            fitting = [i for i in dict.fromkeys(ids) if i not in self._media and self._agrees(i, gender)]
            if fitting:
                return (fitting[0],)
        return ()

    def _agrees(self, entity: str, gender: str) -> bool:
        cluster = self.clusters[entity]
        if cluster.type == "Person":
            return gender == "m" or cluster.gender == "f"
        return not cluster.gender or cluster.gender == gender

    def nominal(self, head: Head) -> tuple[str, ...]:
        """Return the nearest entity that the noun can stand for, the topic of its sentence first."""
        for strict in (True, False):
            for ids in reversed(self.past[-6:]):
                for entity in dict.fromkeys(ids):
                    cluster = self.clusters[entity]
                    if entity in self._media and head.type != "Organization":
                        continue
                    if head.lemma in cluster.heads or (not strict and self.ontology.is_a(cluster.type, (head.type,)) and self._loose(head, cluster)):
                        return (entity,)
            if fold(head.lemma) not in self.ontology.words.get("head-beside-name", frozenset()):
                break
        return ()

    def _loose(self, head: Head, cluster: _Cluster) -> bool:
        """Tell whether the noun fits an entity that was never called so: الشركة fits any company."""
        return head.type in ("Company", "Person") or head.type == cluster.type

    def pair(self) -> tuple[str, ...]:
        """Return the two organisations named last: الشركتان، الطرفان."""
        agents = self._agents([entity for ids in self.past[-4:] for entity in ids])
        distinct = list(dict.fromkeys(reversed(agents)))[:2]
        return tuple(sorted(distinct)) if len(distinct) == 2 else ()

    def last(self) -> tuple[str, ...]:
        agents = self._agents([entity for ids in self.past[-2:] for entity in ids])
        return (agents[-1],) if agents else ()


__all__ = ["Span", "link"]

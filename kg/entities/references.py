"""Nominals and pronouns: which entity الشركة، الأخيرة، الشركتان and ها stand for. None is better than a guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.arabic.folding import fold
from kg.arabic.tokens import is_definite
from kg.entities.variants import Cluster
from kg.model import Mention, Sentence, Token
from kg.ontology import Head, Ontology

# The gender and number of attached and free pronouns. ها stands for things in the plural too.
_PRONOUNS: Mapping[str, tuple[str, str]] = {
    "ه": ("m", "s"), "ها": ("f", "s"), "هما": ("", "d"), "هم": ("m", "p"), "هن": ("f", "p"), "هو": ("m", "s"), "هي": ("f", "s"),
}  # fmt: skip


class References:
    """Resolve the references of one article to its clusters."""

    def __init__(self, sentences: Sequence[Sentence], clusters: Sequence[Cluster], ontology: Ontology) -> None:
        self.sentences, self.ontology = sentences, ontology
        self.by_id = {cluster.id: cluster for cluster in clusters}
        self.heads: Mapping[str, Head] = {fold(form): head for head in ontology.heads for form in head.forms}

    def resolve(self, linked: Sequence[Mention]) -> Iterator[Mention]:
        """Resolve definite nominals (الشركة، البنك، الشركتان، الأخيرة) and pronouns to entities named before them."""
        self._focus = _Focus(self.by_id, self.ontology)
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

    clusters: Mapping[str, Cluster]
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

    def _loose(self, head: Head, cluster: Cluster) -> bool:
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

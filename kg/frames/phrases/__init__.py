"""Words -> phrases: a noun with its genitive, adjectives, apposed names and coordinated fellows, under its preposition."""

from kg.frames.phrases.model import PRONOUNS, Constituent, Phrase, hung_before
from kg.frames.phrases.sentence import PhraseReader

__all__ = ["PRONOUNS", "Constituent", "Phrase", "PhraseReader", "hung_before"]

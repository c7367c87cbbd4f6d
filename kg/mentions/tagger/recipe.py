"""A folder of data -> the tagger's model, always the same one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from kg.mentions.tagger.corpora import checked, paragraphs
from kg.mentions.tagger.gazetteer import gather
from kg.mentions.tagger.model import Model, save
from kg.mentions.tagger.network import STEM, fresh
from kg.mentions.tagger.pretraining import pretrain, read_text
from kg.mentions.tagger.training import fit, lessons
from kg.mentions.tagger.vectors import word_vectors
from kg.ontology import Ontology

SEED = 7
Say = Callable[[str], None]


def train(data: Path, output: Path, ontology: Ontology, say: Say = lambda _: None, *, rounds: int = 7) -> Model:
    """Train a model on the corpora, the plain text and the name pairs of a folder, and write it."""
    annotated = checked(data)
    forms, sentences = read_text(paragraphs(data / "text"))
    say(f"{sum(map(len, sentences))} words of plain text, {len(forms.numbers)} stems with vectors")
    rows = np.array(forms.rows, np.int32)
    vectors = word_vectors([rows[sentence] for sentence in sentences], len(forms.numbers), STEM, SEED)
    parameters = fresh(vectors, SEED)
    for number, (done, total, error) in enumerate(pretrain(parameters, forms, sentences, 1, SEED)):
        if number % 10 == 0 or done == total:
            say(f"read {done} of {total} words, error {error:.3f}")
    del sentences
    gazetteer = gather(ontology, data / "names" / "transliteration")
    given = lessons(annotated, forms, gazetteer)
    say(f"{sum(len(lesson.words) for lesson in given)} annotated words")
    learnt = fit(
        parameters,
        forms,
        given,
        rounds,
        SEED,
        lambda number, error, _: say(f"round {number + 1} of {rounds}, error {error:.0f}"),
    )
    model = Model(learnt, forms, gazetteer)
    save(model, output)
    return model

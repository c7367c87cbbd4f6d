"""kg beside others on the same articles and the same core: python tests/bench/peers.py [FOLDER [ROUNDS]].

FOLDER holds articles of any kind that kg reads, those of seeds/ by default. Each peer runs in a process of its own, one after the other, ROUNDS
times over all articles, after one time that is not counted. Rates are those of processor time, memory is the most that the process took, and
words are those between spaces, the same for all. spaCy has to be installed beside kg (pip install spacy); a peer that isn't is passed over.
A thousand articles cost what their seconds cost at PRICE dollars an hour of one core.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cluster import PRICE

from kg.articles import Skipped, read_articles
from kg.model import Article

SEEDS = Path(__file__).parents[2] / "seeds"
_MEBIBYTE = 1024
Make = Callable[[], Callable[[Article], tuple[int, int]]]
"""What makes a peer: a function that returns the names and the statements that it finds in an article."""


def kg_reader() -> Callable[[Article], tuple[int, int]]:
    """Return kg's reader."""
    from kg.run import default_reader

    reader = default_reader()

    def read(article: Article) -> tuple[int, int]:
        reading = reader(article)
        return len(reading.entities), len(reading.statements)

    return read


def spacy_names() -> Callable[[Article], tuple[int, int]]:
    """Return spaCy's pipeline for Arabic, which has no trained model, with a ruler that knows the names of kg's tables."""
    import spacy

    from kg.ontology import load_ontology

    pipeline = spacy.blank("ar")
    pipeline.add_pipe("sentencizer")
    ruler = pipeline.add_pipe("entity_ruler")
    names = load_ontology().names
    ruler.add_patterns(
        [
            {"label": name.type, "pattern": form, "id": name.id}
            for name in names
            for form in (name.ar, name.en, *name.aliases)
            if form
        ]
    )

    def read(article: Article) -> tuple[int, int]:
        return len({entity.ent_id_ for entity in pipeline(article.text).ents}), 0

    return read


def camel_tokens() -> Callable[[Article], tuple[int, int]]:
    """Return the tokeniser of camel-tools."""
    from camel_tools.tokenizers.word import simple_word_tokenize

    def read(article: Article) -> tuple[int, int]:
        simple_word_tokenize(article.text)
        return 0, 0

    return read


def camel_analyses() -> Callable[[Article], tuple[int, int]]:
    """Return the analyser of camel-tools over its tokens, with the database that kg generates; it keeps what it has analysed, as kg does."""
    from kg.arabic.morphology import database_path, load_morphology
    from kg.ontology import ontology_folder

    lexicon = ontology_folder() / "lexicon"
    load_morphology(lexicon)  # imports what camel-tools would look for a catalogue in the network for
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB
    from camel_tools.tokenizers.word import simple_word_tokenize

    analyser = Analyzer(MorphologyDB(str(database_path(lexicon))), backoff="NONE", cache_size=100_000)

    def read(article: Article) -> tuple[int, int]:
        for token in simple_word_tokenize(article.text):
            analyser.analyze(token)
        return 0, 0

    return read


PEERS: dict[str, tuple[str, Make]] = {
    "kg": ("kg: names, relations, figures, status, evidence", kg_reader),
    "spacy": ("spaCy: sentences and the names of kg's tables, no relations", spacy_names),
    "camel-tokens": ("camel-tools: tokens alone", camel_tokens),
    "camel-analyses": ("camel-tools: tokens and what each can be", camel_analyses),
}


def measured(peer: str, folder: Path, rounds: int) -> dict[str, float]:
    """Run one peer in this process and return what it took."""
    read = PEERS[peer][1]()
    articles = [article for article in read_articles(folder) if not isinstance(article, Skipped)]
    found = [read(article) for article in articles]
    begin = time.process_time()
    for article in articles * rounds:
        read(article)
    seconds = (time.process_time() - begin) / rounds
    return {
        "articles": len(articles),
        "words": sum(len(article.text.split()) for article in articles),
        "seconds": seconds,
        "names": sum(names for names, _ in found),
        "statements": sum(statements for _, statements in found),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }


def row(about: str, told: dict[str, float]) -> str:
    """Return a row of the table."""
    count, seconds = told["articles"], told["seconds"]
    cells = (
        about,
        f"{count / seconds:,.1f}",
        f"{told['words'] / seconds:,.0f}",
        f"{told['names'] / count:.1f}",
        f"{told['statements'] / count:.1f}",
        f"{told['memory'] / _MEBIBYTE:,.0f} MiB",
        f"${1000 * seconds / count / 3600 * PRICE:.6f}",
    )
    return f"| {' | '.join(cells)} |"


def main(folder: Path, rounds: int) -> None:
    """Run all peers, each in a process of its own, and print a table."""
    print("| what | articles/s | words/s | names an article | statements an article | memory | 1,000 articles |")
    print("|---|---|---|---|---|---|---|")
    for peer, (about, _) in PEERS.items():
        command = [sys.executable, __file__, "--peer", peer, str(folder), str(rounds)]
        result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if result.returncode:
            print(f"{peer}: passed over: {result.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        else:
            print(row(about, json.loads(result.stdout)), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        print(json.dumps(measured(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))))
    else:
        main(Path(sys.argv[1]) if sys.argv[1:] else SEEDS, int(sys.argv[2]) if sys.argv[2:] else 3)

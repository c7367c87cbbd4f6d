"""The knowledge graph: readings -> quads -> a dataset that can be asked, checked, taken apart and saved.

`quads` turns readings into quads, `dataset` holds them, `files` reads and writes them, `parts` writes those of many readings, `drafts` shows what they are before it is read again, `disk` keeps large ones in a store on disk, `excerpts`
takes parts of them, `answers` answers queries, `confined` stops those that take too long, `remote` asks an endpoint elsewhere, `results` writes
the answers, `facts` turns quads back into nouns, `lookup` finds single ones, `inference` adds what follows, `checks` holds the graph against the editorial rules, `conflicts` judges claims
about the same, `sources` tells reprints, `belief` weighs evidence, `changes` compares two graphs,
`times` tells when claims hold, `publication` what was published until a day, `tenures` who held an office, `decisions` holds what people have decided of
who is the same as whom, `identities` works out by which id each goes, `namesakes` tells those apart whose articles contradict each other, `rows` reads the files of such decisions, `doubts` finds what a person
should look at first, `reviews` holds what people have judged, `traces` tells of both in the graph.
"""

from kg.graph.answers import Question, question
from kg.graph.changes import Change
from kg.graph.checks import Report, Rule, Unchecked, Violation
from kg.graph.confined import QueryProcess
from kg.graph.conflicts import Conflict
from kg.graph.dataset import Graph
from kg.graph.decisions import Decisions, read_decisions, remarks
from kg.graph.doubts import Doubt
from kg.graph.drafts import Draft, read_claims
from kg.graph.facts import ArticleRecord
from kg.graph.namesakes import find_namesakes, namesakes_in, tell_apart, write_contexts
from kg.graph.parts import Contents, Part, add_inferred, join_files, merge_shared, place_in_file, write_part
from kg.graph.publication import Publication
from kg.graph.quads import canonical, quads
from kg.graph.remote import Endpoint, is_address
from kg.graph.results import Result
from kg.graph.tenures import Tenure
from kg.graph.times import Validity

__all__ = [
    "ArticleRecord",
    "Change",
    "Conflict",
    "Contents",
    "Decisions",
    "Doubt",
    "Draft",
    "Endpoint",
    "Graph",
    "Part",
    "Publication",
    "QueryProcess",
    "Question",
    "Report",
    "Result",
    "Rule",
    "Tenure",
    "Unchecked",
    "Validity",
    "Violation",
    "add_inferred",
    "canonical",
    "find_namesakes",
    "is_address",
    "join_files",
    "merge_shared",
    "namesakes_in",
    "place_in_file",
    "quads",
    "question",
    "read_claims",
    "read_decisions",
    "remarks",
    "tell_apart",
    "write_contexts",
    "write_part",
]

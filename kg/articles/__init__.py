"""Read articles from text, HTML and JSON files, feeds, tables, crawls, archives, folders and streams, and say what each of their lines is.

`sources` finds files and hands out articles, `formats` reads a file as its ending tells, `compressed` and `archives` unpack it, `decoding`
turns bytes into text, `pages`, `records`, `parquet`, `warc` and `feeds` take HTML, JSON, tables, crawls and feeds apart,
`layout` tells title, byline, date and body from each other, `boilerplate` knows the lines that are no part of the news, and
`stored` keeps what was read as JSON.
"""

from kg.articles.boilerplate import BoilerplateRules, load_boilerplate
from kg.articles.sources import (
    Found,
    Skipped,
    copies,
    existing,
    existing_sources,
    find_sources,
    locate_articles,
    once,
    read_article,
    read_articles,
)
from kg.articles.stored import read_stored, write_stored

__all__ = [
    "BoilerplateRules",
    "Found",
    "Skipped",
    "copies",
    "existing",
    "existing_sources",
    "find_sources",
    "load_boilerplate",
    "locate_articles",
    "once",
    "read_article",
    "read_articles",
    "read_stored",
    "write_stored",
]

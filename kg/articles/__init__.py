"""Read articles from text, HTML and JSON files, folders and streams, and say what each of their lines is.

`sources` finds files and hands out articles, `decoding` turns bytes into text, `pages` and `records` take HTML and JSON apart,
`layout` tells title, byline, date and body from each other, and `boilerplate` knows the lines that are no part of the news.
"""

from kg.articles.boilerplate import BoilerplateRules, load_boilerplate
from kg.articles.sources import Skipped, find_sources, read_article, read_articles

__all__ = ["BoilerplateRules", "Skipped", "find_sources", "load_boilerplate", "read_article", "read_articles"]

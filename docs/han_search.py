"""Search in Chinese text without a dictionary: by characters and pairs of characters.

Chinese writes no spaces between words. Every pair of neighbouring characters is
indexed, and a question is cut in the same way, so any phrase finds the pages on which
all of its pairs stand.
"""

from __future__ import annotations

import re

from sphinx.search import SearchLanguage

LATIN = re.compile(r"[A-Za-z0-9_]+")
HAN = re.compile(r"[\u3400-\u9fff]+")


def terms(text: str) -> list[str]:
    """The Latin words, Han characters and pairs of Han characters of a text.

    >>> terms("TFR 总和生育")
    ['TFR', '总', '和', '生', '育', '总和', '和生', '生育']
    """
    found = LATIN.findall(text)
    for run in HAN.findall(text):
        found += list(run)
        found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


class HanSearch(SearchLanguage):
    """A search in Chinese with pairs of characters for words, and no stemming.

    Sphinx's own needs a dictionary, and its stemmer names a function that its page
    does not define, so that no search of it ends.
    """

    lang = "zh"
    language_name = "Chinese"
    # In the reader's browser a question of two characters or more is cut into pairs.
    js_splitter_code = r"""
var splitQuery = (query) => {
  const terms = query.match(/[A-Za-z0-9_]+/g) || [];
  for (const run of query.match(/[\u3400-\u9fff]+/g) || []) {
    if (run.length === 1) terms.push(run);
    for (let i = 0; i + 1 < run.length; i++) terms.push(run.slice(i, i + 2));
  }
  return terms;
};
"""

    def split(self, input: str) -> list[str]:
        """The terms under which a text is found."""
        return terms(input)

    def stem(self, word: str) -> str:
        """A term as it is looked up: in lower case."""
        return word.lower()

    def word_filter(self, word: str) -> bool:
        """Whether a term is kept: all but single Latin letters."""
        return len(word) > 1 or bool(HAN.match(word))

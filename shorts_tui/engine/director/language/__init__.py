"""The language of the director: `read(text, film)` makes a typed plan of a sentence, English or Chinese.

How a sentence is read: quotations, names and amounts become tokens, known phrases get the categories of the grammar
(`words_*`), amounts of several tokens become one (`rules_amount`), what is only told or wondered about is set
aside (`remarks`, `wondering`), the rules (`rules_*`) are matched everywhere, and
the choice of matches that explains most of the sentence with the fewest operations is the plan (`grammar`). What no
rule explains is said again in words that the rules know (`paraphrase`), where that is likely enough to be right; else
it is asked about or reported, never dropped.
"""

from shorts_tui.engine.director.language.answers import answered, parts, with_more
from shorts_tui.engine.director.language.reader import read

__all__ = ["answered", "parts", "read", "with_more"]

"""Plain text, with no idea of files or claims.

`folding.py` makes texts comparable, `ngrams.py` finds words in a long text, `similarity.py` compares what is nearly
equal, `language.py` has what the rules know of a language, `todo.py` knows what is still to be written, `words.py` has
words for people. Strings enter; strings, positions in code points and numbers leave. This room uses no other.
"""

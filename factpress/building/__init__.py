"""Building a site again and again: what to do, in how many processes, and how it gets to its place.

Here are the cache of results, the worker processes, fingerprints of values, the manifest of the last build, the folders
of a build with the exchange at its end, and timings. Functions, keys and folders come in; results in order, and a site
in its place, go out. This room knows nothing of claims: it could build another site.
"""

"""The performance harness: a generator of content, and measurements of the command line on it."""

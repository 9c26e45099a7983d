"""The same content for other generators of static sites: a module for each writes its project."""

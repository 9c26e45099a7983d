"""What is published: one module for each kind of output, and `plan`, which names every file before it is made.

The linked graph and the theme enter, held by a `Context`; artifacts leave: a path, a template and a view. A view is a
frozen struct of plain values with all that its template may read. Drawing a view is cheap, because every view is drawn
in every build: its bytes are the cache key of its page. What is worked out from these values is a property of the view,
so it is worked out only when the page is rendered. To add an output, write a module with one function that takes the
context and yields artifacts, and add the function to `OUTPUTS` in `plan.py`; its view is a subclass of `View`.
"""

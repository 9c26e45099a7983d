"""The command `serve`: build the site again after each change, and show it in browsers.

The options of a build, a port and a function that describes a result enter. Pages over HTTP leave, with the diagnostics
on top, and a line on the terminal for each build. `serve` is the loop of builds, `server` a process of its own that
browsers talk to. Everything is written into one folder beside the content; the published site is not touched. This
room knows `factpress.pipeline` only.
"""

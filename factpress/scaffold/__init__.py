"""Begin files for editors."""

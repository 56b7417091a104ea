"""Small Sphinx extensions that make the built pages quick, quiet and self-contained."""

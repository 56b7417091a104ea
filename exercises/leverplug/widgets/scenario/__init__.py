"""The form in which an instructor makes links that open labs in a scenario."""

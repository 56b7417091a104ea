"""Written answers on one page a question, marked by people, and taken to the gradebook."""

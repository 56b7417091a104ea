"""The exercises of the chapters, a module for each part of the book.

Right answers and those of mistakes are worked out from the data or the model when they are
asked for.
"""

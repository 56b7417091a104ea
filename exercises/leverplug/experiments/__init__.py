"""The questions that chapters, labs, assignments and facts ask of the model, as functions.

Each module has the designs of one question and runs them: designs in, `History` out. There are
no widgets and no charts here.
"""

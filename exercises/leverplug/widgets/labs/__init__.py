"""One small lab for each chapter: one idea, a few controls, a picture or two.

A lab is controls, words and pictures around an experiment (`leverplug.experiments`); pages import
it from `leverplug.widgets`.
"""

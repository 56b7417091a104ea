"""Levers and plugs: the networks with which born-global ventures go abroad."""

"""The model held against its sources: facts, virtual survey, calibration and sensitivity."""

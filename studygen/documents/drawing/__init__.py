"""Drawings: where things stand on the timeline and on the map of the arguments."""

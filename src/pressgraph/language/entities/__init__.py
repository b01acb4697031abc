"""Mentions and the entities of an article that they refer to."""

"""Coreference: which words head mentions, and which mentions mean the same."""

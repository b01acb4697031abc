"""Hostile input, failing machines: for each a clear outcome, and nothing lost or doubled."""

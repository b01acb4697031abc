"""Who says what: quotations, reported speech and their sources."""

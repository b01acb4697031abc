"""Archives of invented news articles: sentences from templates, written to files of every kind that is read."""

"""Many articles: an archive cut into parts, made on all cores or many machines, and taken up where it ended."""

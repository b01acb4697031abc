"""Relations between mentions: the model's pairs, and the facts that they make."""

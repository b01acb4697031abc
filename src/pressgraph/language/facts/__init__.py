"""Facts that grammar states plainly: titles, roles, family, organisations, places and works."""

"""How the router takes a user's words apart: sources, quotes, clauses, and what each clause asks for."""

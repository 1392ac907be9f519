"""The routes of the API, one module a subject; each turns a request into a call and a result into an envelope."""

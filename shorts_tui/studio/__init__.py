"""The use cases: conversation, upload, export, projects. No widget and no HTTP verb."""

"""The wire that client and engine share: models, codes and event shapes."""

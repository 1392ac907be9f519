"""The screens over the studio, one module each, loaded when they are first opened."""

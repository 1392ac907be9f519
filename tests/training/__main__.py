"""`python -m tests.training` fits the second reader's weights to all labelled requests and writes them anew."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from shorts_tui.engine.director.language.paraphrase.model import packed
from tests.training.examples import REQUESTS, SENTENCES, examples, labelled
from tests.training.fitting import fit


def main() -> None:
    """Both languages, a minute or two."""
    lines = labelled(REQUESTS) + labelled(SENTENCES)
    folder = Path(str(resources.files("shorts_tui.engine.director.language.paraphrase"))) / "weights"
    for language in ("en", "zh"):
        model = fit(list(examples([line for line in lines if line["language"] == language])))
        (folder / f"{language}.npz").write_bytes(packed(model))


if __name__ == "__main__":
    main()

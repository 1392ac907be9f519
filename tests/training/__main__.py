"""`python -m tests.training` fits the second reader's weights to labelled requests and writes them anew."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from shorts_tui.engine.director.language.paraphrase.model import packed
from tests.training.examples import examples, to_fit_to
from tests.training.fitting import fit


def main() -> None:
    """Both languages, some minutes."""
    lines = to_fit_to()
    folder = Path(str(resources.files("shorts_tui.engine.director.language.paraphrase"))) / "weights"
    for language in ("en", "zh"):
        model = fit(list(examples([line for line in lines if line["language"] == language])))
        (folder / f"{language}.npz").write_bytes(packed(model))


if __name__ == "__main__":
    main()

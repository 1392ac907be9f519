"""`python -m shorts_tui` is the `shorts-tui` command."""

import sys

from shorts_tui.cli import main

sys.exit(main())

"""`python -m renkou` is `renkou`."""

import sys

from renkou.cli import main

if __name__ == "__main__":
    sys.exit(main())

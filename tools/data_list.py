"""Write the data list of every shipped assessment anew, after a contract has changed.

Run inside the project's environment: `uv run python tools/data_list.py`.
"""

import sys
from pathlib import Path

from verity.assessment.data_list import FILE_NAME, data_list
from verity.build.feeds import CONTRACTS

ASSESSMENTS = Path(__file__).resolve().parent.parent / "assessments"


def main() -> int:
    """Write `data-README.md` into every assessment folder."""
    for settings in sorted(ASSESSMENTS.glob("*/assessment.toml")):
        file = settings.with_name(FILE_NAME)
        file.write_text(data_list(CONTRACTS), "utf-8", newline="\n")
        print(file.relative_to(ASSESSMENTS.parent).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main())

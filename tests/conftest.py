"""What all tests share: no result hangs on the language of whoever runs them."""

import os

os.environ["SUBSIDIES_LANG"] = "en"
for _variable in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
    os.environ.pop(_variable, None)

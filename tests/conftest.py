"""What all tests share: no result hangs on the language of whoever runs them."""

import gc
import os

os.environ["SUBSIDIES_LANG"] = "en"
for _variable in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
    os.environ.pop(_variable, None)

# Laws stay in memory for all tests: looking through them for garbage, again and again, took a fifth of the time.
gc.set_threshold(200_000, 50, 1_000)

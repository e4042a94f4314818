"""The page that shows a virtual printer and its sheets. Files only.

`lit-html.js` is the copy in `hall_server.assets`, because the printer imports no other program; a
test keeps them the same.
"""

from pathlib import Path

DIRECTORY = Path(__file__).parent

#!/bin/sh
# Type-check the pages' scripts. Without npm there is nothing to check with, and that is said.
set -eu
cd "$(dirname "$0")"
if [ -x node_modules/.bin/tsc ]; then
    node_modules/.bin/tsc --project tsconfig.json
else
    echo "TypeScript is not installed: the pages' scripts were not checked"
fi

#!/bin/sh
# What the tests use from the system: Chromium and a CJK font for the pages, PostgreSQL for the
# store, zbar and poppler to read printed paper back, espeak-ng for the voices of kiosk and lobby, alsa-utils
# (aplay) for a display's own sound device. Installed by apt when this runs as root;
# otherwise each missing piece is named, and the tests that need it say so when they are skipped.
set -eu

missing=""
need() { # need PACKAGE TEST-COMMAND...
    package="$1"
    shift
    if ! "$@" >/dev/null 2>&1; then missing="$missing $package"; fi
}
has_cjk_font() { fc-list ':lang=zh-cn' | grep -q .; }
has_postgres() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; }

need chromium command -v chromium
need fontconfig command -v fc-list
need fonts-noto-cjk has_cjk_font
need postgresql has_postgres
need zbar-tools command -v zbarimg
need poppler-utils command -v pdftotext
need espeak-ng command -v espeak-ng
need alsa-utils command -v aplay

[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # a list of packages
    (apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing) >/dev/null && exit 0
fi
echo "these Debian packages are missing, and their tests will be skipped:$missing"
echo "install them with: sudo apt install$missing"

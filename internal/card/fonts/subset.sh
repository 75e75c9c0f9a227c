#!/bin/sh
# Cuts the four fonts of share cards out of Debian's fonts-noto-core
# (20201225-1) with fonttools 4.38: Latin, Greek, Cyrillic and Devanagari, all
# that shaping needs, no hinting. Cards change when a font does: raise
# card.Version then, and look at the golden pictures.
set -eu
cd "$(dirname "$0")"
from=${1:-/usr/share/fonts/truetype/noto}
latin="U+0020-007E,U+00A0-017F,U+0192,U+01A0-01A1,U+01AF-01B0,U+0218-021B,U+02BB-02BC,U+02C6-02C7,U+02D8-02DD,U+0300-0304,U+0306-030C,U+0323-0328,U+0370-03FF,U+0400-045F,U+0490-0491,U+1E00-1EFF,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032-2033,U+2039-203A,U+2044,U+2070-208E,U+20A8,U+20AC,U+20B9,U+2116,U+2122,U+2153-215E,U+2190-2193,U+2212,U+2215,U+2248,U+2260,U+2264-2265"
devanagari="U+0020,U+0900-097F,U+1CD0-1CFA,U+200C-200D,U+25CC,U+A8E0-A8FF"
cut() {
  pyftsubset "$from/$1.ttf" --unicodes="$2" --layout-features="$3" --no-hinting \
    --name-IDs=0,1,2,3,4,5,6,13,14 --output-file="$1.ttf"
}
cut NotoSerif-Bold "$latin" kern,mark,mkmk,locl,ccmp,liga
cut NotoSans-Regular "$latin" kern,mark,mkmk,locl,ccmp,liga
cut NotoSerifDevanagari-Bold "$devanagari" '*'
cut NotoSansDevanagari-Regular "$devanagari" '*'

#!/bin/sh
# Fetches the fonts of the papers from Debian and leaves only the files needed in $XIEZHI_FONTS
# (default ~/.cache/xiezhi/fonts). No root, no installation; a second call does nothing.
#
# FandolFang, FandolKai, FandolHei: GPL with the font exception (documents may embed them); installed beside the program, never in it.
# Noto Serif CJK: SIL OFL 1.1. Agencies with their own licensed faces (方正小标宋, 仿宋_GB2312) may put them into the same folder.
set -eu

target="${XIEZHI_FONTS:-$HOME/.cache/xiezhi/fonts}"
fandol="FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf"
noto="NotoSerifCJK-Regular.ttc NotoSerifCJK-Bold.ttc"

complete() {
    for file in $fandol $noto; do
        [ -s "$target/$file" ] || return 1
    done
}

if complete; then
    echo "fonts: $target"
    exit 0
fi

for tool in apt-get dpkg-deb; do
    command -v "$tool" >/dev/null || {
        echo "fonts.sh: $tool not found; put these files into $target by hand: $fandol $noto" >&2
        exit 1
    }
done

mkdir -p "$target"
work="$(mktemp -d "$target/.fetch.XXXXXX")"
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"
apt-get download -q fonts-noto-cjk texlive-lang-chinese >&2
for package in ./*.deb; do
    dpkg-deb -x "$package" tree
done
for file in $fandol; do
    mv "tree/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/$file" "$target/$file"
done
for file in $noto; do
    mv "tree/usr/share/fonts/opentype/noto/$file" "$target/$file"
done
gunzip -c tree/usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz >"$target/Fandol.COPYING"
cp tree/usr/share/doc/fonts-noto-cjk/copyright "$target/NotoCJK.copyright"
complete
echo "fonts: $target"

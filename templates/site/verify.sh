#!/bin/sh
# Proves an unpacked bundle with what every distribution has: sha256sum, and one of sqv, gpgv, gpg, openssl.
#   sh verify.sh             nothing is missing, added or changed (says nothing of who made it)
#   sh verify.sh KEY         and the site's key signed it; KEY came here on another way than the bundle
# config.yaml, .install_steps and site/ are the site's own and no part of the bundle: they are passed over.
# KEY is the public key that 'airgap keygen' wrote: site.asc, or site.pem for openssl.
# Exit codes: 0 good; 1 something is missing, added or changed; 2 usage; 3 the signature is bad, absent or by another key.
set -eu
key=${1:-}
case $key in
    "" | /*) ;;
    *) key=$PWD/$key ;;
esac
[ -z "$key" ] || [ -r "$key" ] || { echo "verify.sh: cannot read $key" >&2; exit 2; }
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

has() { command -v "$1" > /dev/null 2>&1; }
refuse() { echo "verify.sh: REFUSED: $1" >&2; exit 3; }

# unarmor FILE: OpenPGP's armor taken off, when there is one
unarmor() {
    if grep -q -- '-----BEGIN PGP' "$1" 2> /dev/null; then
        awk '/^-----END/ { on = 0 } on == 2 && !/^=/ { print } on == 1 && /^[ \t\r]*$/ { on = 2 } /^-----BEGIN/ { on = 1 }' "$1" | base64 -d
    else
        cat "$1"
    fi
}

# byte OFFSET: one byte of the signature as a number
byte() { od -An -tu1 -j "$1" -N 1 "$work/sig" | tr -d ' \n'; }

# What an OpenPGP signature of version 4 signs is the text and its own first fields (RFC 4880, section 5.2.4).
with_openssl() {
    case $(byte 0) in
        136) start=2 ;;
        137) start=3 ;;
        *) refuse "the signature has an unknown form" ;;
    esac
    # Version 4, of a binary document, over SHA-256.
    form="$(byte "$start") $(byte $((start + 1))) $(byte $((start + 3)))"
    [ "$form" = "4 0 8" ] || refuse "the signature has an unknown form"
    fields=$((6 + $(byte $((start + 4))) * 256 + $(byte $((start + 5)))))
    other=$(($(byte $((start + fields))) * 256 + $(byte $((start + fields + 1)))))
    value=$((start + fields + 2 + other + 4))
    {
        cat SHA256SUMS
        tail -c "+$((start + 1))" "$work/sig" | head -c "$fields"
        # shellcheck disable=SC2059
        printf "\\004\\377\\000\\000\\$(printf %03o $((fields / 256)))\\$(printf %03o $((fields % 256)))"
    } > "$work/text"
    tail -c "+$((value + 1))" "$work/sig" > "$work/raw"
    # A signature that begins with zeros is shorter in OpenPGP than openssl wants it.
    while [ $(($(wc -c < "$work/raw") % 64)) -ne 0 ]; do
        { printf '\000'; cat "$work/raw"; } > "$work/longer"
        mv "$work/longer" "$work/raw"
    done
    openssl dgst -sha256 -verify "$key" -signature "$work/raw" "$work/text" > /dev/null 2>&1
}

check_signature() {
    [ -f SHA256SUMS.sig ] || refuse "the bundle is not signed"
    unarmor SHA256SUMS.sig > "$work/sig"
    if grep -q -- '-----BEGIN PUBLIC KEY' "$key"; then
        has openssl || refuse "openssl is not here; give the .asc key for sqv, gpgv or gpg"
        tool=openssl
        with_openssl || refuse "bad signature"
        return
    fi
    unarmor "$key" > "$work/key.gpg"
    if has sqv; then
        tool=sqv
        sqv --keyring "$work/key.gpg" SHA256SUMS.sig SHA256SUMS > /dev/null 2> "$work/said" || said
    elif has gpgv; then
        tool=gpgv
        gpgv --homedir "$work" --keyring "$work/key.gpg" "$work/sig" SHA256SUMS 2> "$work/said" || said
    elif has gpg; then
        tool=gpg
        gpg --homedir "$work" --batch --quiet --no-default-keyring --keyring "$work/key.gpg" --trust-model always \
            --verify "$work/sig" SHA256SUMS 2> "$work/said" || said
    else
        refuse "none of sqv, gpgv, gpg is here; give the .pem key for openssl"
    fi
}
said() {
    cat "$work/said" >&2
    refuse "bad signature, or by another key"
}

if [ -n "$key" ]; then
    check_signature
    echo "signature: good, says $tool"
else
    echo "signature: NOT checked: give the site's key"
fi

failed=0
sha256sum -c SHA256SUMS > "$work/sums" 2> "$work/errors" || failed=1
grep -v ': OK$' "$work/sums" >&2 || true
[ "$failed" = 0 ] || cat "$work/errors" >&2
cut -c 67- SHA256SUMS | LC_ALL=C sort > "$work/listed"
{ cat "$work/listed"; echo SHA256SUMS; [ ! -f SHA256SUMS.sig ] || echo SHA256SUMS.sig; } | LC_ALL=C sort > "$work/wanted"
find . -path ./site -prune -o ! -type d ! -path ./config.yaml ! -path ./.install_steps ! -path ./.install_steps.new -print | cut -c 3- | LC_ALL=C sort > "$work/there"
added=$(LC_ALL=C comm -13 "$work/wanted" "$work/there")
links=$(find . -path ./site -prune -o ! -type d ! -type f -print)
if [ -n "$added" ] || [ -n "$links" ]; then
    failed=1
    echo "not in SHA256SUMS:" "$added" "$links" >&2
fi
[ "$failed" = 0 ] || { echo "FAILED: the bundle is not whole" >&2; exit 1; }
echo "OK: $(wc -l < "$work/listed") files, nothing is missing, added or changed"

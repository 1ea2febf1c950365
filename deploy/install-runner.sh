#!/bin/sh
# Installs cameleer-runner on this host, or upgrades it: the program comes from the server it is to serve. The server's page shows the call:
#   curl -fsSL https://cameleer.example/install-runner.sh | CAMELEER_URL=https://cameleer.example CAMELEER_TOKEN=… sh
# Without a token it upgrades what is there. CAMELEER_WITH=systemd or docker chooses what keeps it running; CAMELEER_RUNNER_BASE is the
# image that it runs on with Docker; CAMELEER_EXECUTOR, HTTPS_PROXY, NO_PROXY and CAMELEER_CA_FILE are handed on.
set -eu

url=${CAMELEER_URL:-}
token=${CAMELEER_TOKEN:-}
base=${CAMELEER_RUNNER_BASE:-node:24-bookworm-slim}
library=/usr/local/lib/cameleer-runner
program=/usr/local/bin/cameleer-runner
socket=/var/run/docker.sock

fail() { printf 'error %s\nnext  %s\n' "$1" "$2" >&2; exit 1; }
say() { printf '%s\n' "$1"; }
root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

newest_node() {
  for one in node nodejs; do
    found=$(command -v "$one" 2>/dev/null) || continue
    [ "$("$found" -p 'process.versions.node.split(".")[0]')" -ge 22 ] && { printf %s "$found"; return; }
  done
}

download() {
  if command -v curl >/dev/null 2>&1; then curl -fsSL "$url/cameleer-runner.mjs" -o "$1"
  else wget -q "$url/cameleer-runner.mjs" -O "$1"; fi || fail "The runner could not be downloaded from $url." "Check the address, proxy and certificates of this host."
}

with_systemd() {
  root install -D -m 0755 "$work/cameleer-runner.mjs" "$library/cameleer-runner.mjs"
  printf '#!/bin/sh\nexec %s %s/cameleer-runner.mjs "$@"\n' "$node" "$library" >"$work/program"
  root install -m 0755 "$work/program" "$program"
  if [ -n "$token" ]; then printf %s "$token" | root "$program" register --url "$url" --token-stdin; fi
  root "$program" service install
}

with_docker() {
  mkdir "$work/state"
  chmod 0755 "$work/cameleer-runner.mjs"
  cat >"$work/Dockerfile" <<'DOCKERFILE'
ARG BASE
FROM ${BASE}
COPY cameleer-runner.mjs /usr/local/bin/cameleer-runner
COPY --chown=65532:65532 state /var/lib/cameleer-runner
USER 65532:65532
VOLUME /var/lib/cameleer-runner
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["cameleer-runner", "status"]
CMD ["cameleer-runner", "run", "--log-format", "json"]
DOCKERFILE
  root docker build -q -t cameleer-runner --build-arg "BASE=$base" "$work" >"$work/build" 2>&1 || { cat "$work/build" >&2; fail "The image of the runner could not be built on $base." "Set CAMELEER_RUNNER_BASE to an image with Node 22 or newer that this host has or can pull."; }
  root docker rm -f cameleer-runner >/dev/null 2>&1 || true
  root mkdir -p /etc/cameleer-runner
  root docker run -d --name cameleer-runner --restart unless-stopped --network host --group-add "$(stat -c %g "$socket")" \
    -e "CAMELEER_URL=$url" -e "CAMELEER_TOKEN=$token" -e CAMELEER_EXECUTOR -e HTTPS_PROXY -e HTTP_PROXY -e NO_PROXY -e CAMELEER_CA_FILE \
    -v cameleer-runner:/var/lib/cameleer-runner -v /etc/cameleer-runner:/etc/cameleer-runner:ro -v "$socket:$socket" cameleer-runner >/dev/null
  printf '#!/bin/sh\nexec docker exec cameleer-runner cameleer-runner "$@"\n' >"$work/program"
  root install -m 0755 "$work/program" "$program"
}

[ -n "$url" ] || fail "CAMELEER_URL is missing." "Copy the whole command from the server's page."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
download "$work/cameleer-runner.mjs"
node=$(newest_node)
way=${CAMELEER_WITH:-}
if [ -z "$way" ] && [ -n "$node" ] && [ -d /run/systemd/system ]; then way=systemd; fi
if [ -z "$way" ] && [ -S "$socket" ] && command -v docker >/dev/null 2>&1; then way=docker; fi
case "$way" in
  systemd) [ -n "$node" ] || fail "There is no Node 22 or newer here." "Install one, or set CAMELEER_WITH=docker."; with_systemd ;;
  docker) with_docker ;;
  *) fail "Neither systemd with Node 22 nor Docker was found." "Install Docker (apt-get install docker.io) and run this again." ;;
esac

tries=0
until root "$program" status >"$work/status" 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -lt 20 ] || { cat "$work/status" >&2; fail "The runner is installed and does not reach the server." "cameleer-runner doctor"; }
  sleep 1
done
cat "$work/status"
say "The runner is installed with $way. Look at it with: cameleer-runner status"

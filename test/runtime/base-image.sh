#!/bin/sh
# Makes the image `cameleer-test/java:17-2` out of this machine's own JDK 17, the libraries it links, its shells and a static busybox, where no
# registry can be reached. Needs: openjdk-17-jdk-headless, busybox-static, a running Docker engine. Does nothing when the image is there.
set -eu
image=cameleer-test/java:17-2
docker image inspect "$image" >/dev/null 2>&1 && exit 0
home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/opt/java/lib" "$root/opt/java/bin" "$root/bin" "$root/etc" "$root/tmp" "$root/lib64"
chmod 1777 "$root/tmp"
cp -L "$home/bin/java" "$root/opt/java/bin/"
(cd "$home/lib" && tar -ch --exclude=src.zip --exclude=ct.sym . ) | tar -x -C "$root/opt/java/lib"
[ -d "$home/conf" ] && cp -rL "$home/conf" "$root/opt/java/"
headless="libjava.so libjli.so libjimage.so libverify.so libzip.so libnet.so libnio.so libmanagement.so libmanagement_ext.so libextnet.so libprefs.so libinstrument.so libjsig.so server/libjvm.so"
for file in bin/java $(for one in $headless; do echo "lib/$one"; done); do
  ldd "$root/opt/java/$file" | awk '/=> \// { print $3 } /ld-linux/ { print $1 }'
done | sort -u | while read -r library; do
  case "$library" in "$root"*) ;; *) mkdir -p "$root$(dirname "$library")" && cp -L "$library" "$root$library" ;; esac
done
# The shells are the machine's own, and bash asks for the app's health: the wget that is part of busybox crashes beside a libc of its own.
cp "$(command -v dash)" "$root/bin/sh"
cp "$(command -v bash)" "$root/bin/bash"
ldd "$root/bin/bash" | awk '/=> \// { print $3 }' | while read -r library; do
  mkdir -p "$root$(dirname "$library")" && cp -L "$library" "$root$library"
done
cp "$(command -v busybox)" "$root/bin/busybox"
for applet in head sleep cat; do ln -s busybox "$root/bin/$applet"; done
printf 'root:x:0:0::/:/bin/sh\nnonroot:x:65532:65532::/tmp:/bin/sh\n' >"$root/etc/passwd"
tar -c -C "$root" . | docker import --change 'ENV PATH=/opt/java/bin:/bin' --change 'ENV JAVA_HOME=/opt/java' - "$image" >/dev/null

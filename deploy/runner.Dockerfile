# The runner. It needs Docker's socket, and a volume for what it remembers.
#   docker build -f deploy/runner.Dockerfile -t cameleer-runner .
# Both bases need Node 22 or newer, the first one npm as well; they may be taken from a registry of one's own.
ARG BUILD_BASE=node:24-bookworm-slim
ARG BASE=node:24-bookworm-slim

FROM ${BUILD_BASE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node tools/build-runner.ts

FROM ${BASE}
COPY --from=build /app/dist/runner/cameleer-runner.mjs /usr/local/bin/cameleer-runner
RUN mkdir -m 0700 /var/lib/cameleer-runner && chown 65532:65532 /var/lib/cameleer-runner
USER 65532:65532
VOLUME /var/lib/cameleer-runner
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["cameleer-runner", "status"]
CMD ["cameleer-runner", "run", "--log-format", "json"]

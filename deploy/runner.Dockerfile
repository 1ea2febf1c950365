# The runner. It needs Docker's socket, and a volume for what it remembers.
#   docker build -f deploy/runner.Dockerfile -t cameleer-runner .
ARG BUILD_BASE=node:24-bookworm-slim
ARG BASE=node:24-bookworm-slim

FROM ${BUILD_BASE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node_modules/.bin/node tools/build-runner.ts

FROM ${BASE}
COPY --from=build /app/dist/runner/cameleer-runner.mjs /usr/local/bin/cameleer-runner
RUN useradd --system --uid 65532 --home-dir /var/lib/cameleer-runner cameleer-runner \
  && mkdir -m 0700 /var/lib/cameleer-runner && chown 65532 /var/lib/cameleer-runner
USER 65532
VOLUME /var/lib/cameleer-runner
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["cameleer-runner", "status"]
CMD ["cameleer-runner", "run", "--log-format", "json"]

# docker build --tag cutaway .
# The base of the build stages is a Debian with Node 24 and npm; nothing of it is in the image but the libraries that Node loads.
# Where no registry answers, another such base can be given. No syntax that needs BuildKit.
ARG BUILD_BASE=docker.io/library/node:24-trixie-slim

FROM ${BUILD_BASE} AS runtime
COPY build /build
RUN node /build/runtime.ts /runtime /runtime.json

FROM ${BUILD_BASE} AS packages
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --cache /tmp/npm && rm -rf /tmp/npm

FROM packages AS build
LABEL cutaway.stage=build
COPY --from=runtime /runtime.json /
COPY . .
RUN node build.mjs --with /runtime.json

FROM scratch
COPY --from=runtime /runtime/ /
COPY --from=build /src/dist/ /app/
LABEL org.opencontainers.image.title="Cutaway" \
      org.opencontainers.image.description="A live cutaway drawing of a real Kubernetes cluster" \
      org.opencontainers.image.licenses="Apache-2.0"
# The compiler's threads free what they took, but the C library keeps it, an arena for each of them: with one for all it is 20 MB less.
ENV NODE_ENV=production SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt MALLOC_ARENA_MAX=1
USER 65532:65532
EXPOSE 8080 9090
# No prototype by __proto__, no code out of strings, no native addons, no debugger on a signal; the authorities of the file above instead of
# those compiled in; and a heap that fits into the memory limit, with room for what is outside of it.
ENTRYPOINT ["/bin/node", "--disable-proto=delete", "--disallow-code-generation-from-strings", "--no-addons", "--disable-sigusr1", "--use-openssl-ca", "--max-old-space-size-percentage=70", "/app/server/cutaway.mjs"]
CMD ["start"]

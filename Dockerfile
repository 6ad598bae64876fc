# One image holds every service; the command picks which one runs: packages/<service>/dist/src/main.js.

FROM node:24-slim AS source
WORKDIR /app
COPY . .

FROM source AS build
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
RUN npx tsc -b contracts packages/*

FROM source AS dependencies
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --omit=dev --workspace=packages

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/contracts contracts
COPY --from=build /app/packages packages
USER node
# A service tells the others the address that it listens at, so that must be the container's own, not 0.0.0.0.
ENTRYPOINT ["sh", "-c", "HOST=${HOST:-$(hostname -i | cut -d' ' -f1)} exec node --enable-source-maps \"$0\" \"$@\""]
CMD ["packages/gateway/dist/src/main.js"]

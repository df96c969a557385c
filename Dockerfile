# A small image with halint and nothing else: docker build -t halint . && docker run --rm -v "$PWD:/flows" halint check .
# SPDX-License-Identifier: Apache-2.0
FROM debian:12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
      cmake g++ libcli11-dev libfmt-dev libsimdjson-dev libtomlplusplus-dev ninja-build \
    && rm -rf /var/lib/apt/lists/*
COPY . /src
RUN /src/scripts/package --tree /opt/halint

FROM debian:12-slim
COPY --from=build /opt/halint /opt/halint
RUN ln -s /opt/halint/bin/halint /usr/local/bin/halint && useradd --no-create-home --shell /usr/sbin/nologin halint
USER halint
WORKDIR /flows
ENTRYPOINT ["halint"]
CMD ["check"]

# The task image: every step's jar, one command. `make image` builds it and says which commit it is made of.

# ---- build: the jars ------------------------------------------------------------------------------------------------
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY tasks tasks
ARG COMMIT=unknown
# The history is not here: the commit comes from outside.
RUN --mount=type=cache,target=/root/.m2 \
    MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC" \
    mvn -B -ntp -q -DskipTests -DskipNullCheck -Dmaven.buildNumber.skip=true -Dgit.commit="$COMMIT" \
        -pl '!tasks/pipeline-tests,!tasks/torture,!tasks/faults' package
COPY image/collect-steps image/UpgradeClassFiles.java image/
RUN image/collect-steps /opt/daybook /usr/share/doc/daybook

# ---- base: what the image and the training share --------------------------------------------------------------------
FROM eclipse-temurin:25-jre AS base
# An init, so that signals reach the step and no process is left behind.
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends tini >/dev/null \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log
ENV LC_ALL=C.UTF-8 \
    DAYBOOK_LAKE=/output
COPY --from=build /opt/daybook /opt/daybook
# What each jar is made of: a CycloneDX bill of materials and a list of licences.
COPY --from=build /usr/share/doc/daybook /usr/share/doc/daybook
# Any user runs it, whatever umask the clone was made with.
COPY --chmod=0755 image/daybook /usr/local/bin/daybook

# ---- train: what a JVM learns from a real day, kept for the next start ------------------------------------------------
FROM base AS train
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
COPY dags/northwind /train/northwind
COPY image/train image/train
RUN image/train

# ---- the image ------------------------------------------------------------------------------------------------------
FROM base
COPY --from=train /opt/daybook/aot /opt/daybook/aot
# A cache that this JVM could not use would only be said in a log: here it ends the build.
RUN for cache in /opt/daybook/aot/*.aot; do JAVA_OPTS=-XX:AOTMode=on daybook "$(basename "$cache" .aot)" --version || exit 1; done
ARG VERSION=unknown
ARG COMMIT=unknown
RUN echo "$VERSION ($COMMIT)" >/opt/daybook/version
LABEL org.opencontainers.image.title="daybook" \
      org.opencontainers.image.description="The steps of Daybook: PostgreSQL and CSV files into a Parquet lake and a warehouse, one day at a time" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$COMMIT" \
      org.opencontainers.image.licenses="Apache-2.0"
# Any user will do: docker run --user. This one owns nothing.
USER 10001:10001
ENTRYPOINT ["tini", "--", "daybook"]

# What `make demo` and `make test` run in where there is no JDK 25 or no Maven: bin/with-java25 builds and uses it.
FROM maven:3.9-eclipse-temurin-25
# git: the build asks for the commit. procps: tests stop steps with kill. setpriv and unshare come with the base: PostgreSQL does not run as root.
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends git procps >/dev/null \
    && rm -rf /var/lib/apt/lists/*
# A user with the caller's id, so that files belong to the caller, and with a name, which initdb asks for.
ARG USER_ID
RUN [ "$USER_ID" = 0 ] \
    || { other=$(getent passwd "$USER_ID" | cut -d: -f1); [ -z "$other" ] || userdel "$other"; \
         useradd --uid "$USER_ID" --home-dir /home/developer --create-home developer; }
ENV LC_ALL=C.UTF-8
ENTRYPOINT []

# Every goal works from a fresh clone. `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help

MVN ?= mvn
MVN_FLAGS ?= -B -ntp

# A JDK 25 need not be the default `java`; without one, or without Maven, bin/with-java25 uses a container's. Maven's own
# libraries still use what Java 25 warns about. A build is too short for the second compiler and a second collector to pay.
MAVEN_OPTS_25 = MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
	-XX:TieredStopAtLevel=1 -XX:+UseSerialGC $$MAVEN_OPTS"
MAVEN_25 = $(MAVEN_OPTS_25) bin/with-java25 mvn $(MVN_FLAGS)

# What the jars are made of: they are built again when one of these is newer.
SOURCES := pom.xml $(wildcard tasks/*/pom.xml) $(shell find tasks -path '*/src/main/*' -type f)
BUILT = target/jars-are-built

export MVN DATE KEEP SOURCE_SQL ORDER_DETAILS SEED SEEDS

.PHONY: help
help: ## List the goals
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  DATE=2024-01-20 chooses the day, KEEP=1 keeps the demo's database up to look around in,"
	@echo "  SOURCE_SQL=dump.sql ORDER_DETAILS=order_details.csv runs your own dump and file through the demo."

.PHONY: demo
demo: build ## Run a whole day: source database and CSV -> lake -> warehouse -> report
	@exec bin/with-java25 java -jar tasks/demo/target/demo.jar

.PHONY: build
build: $(BUILT) ## Build every step's jar, without running tests

$(BUILT): $(SOURCES)
	@echo "Building the steps' jars (the first time downloads what they need) ..."
	@$(MAVEN_25) -q -DskipTests package
	@mkdir -p $(@D) && touch $@

.PHONY: test
test: ## Build and run all tests, on a real PostgreSQL
	@$(MAVEN_25) verify
	@mkdir -p $(dir $(BUILT)) && touch $(BUILT)

.PHONY: mutations
mutations: ## Change the code of publishing and of the CSV grammar, and count the changes that no test sees
	@$(MAVEN_25) -pl tasks/lake,tasks/extract-csv -am test-compile org.pitest:pitest-maven:mutationCoverage

.PHONY: figures
figures: ## Print how long the main code is: lines, classes, methods
	@exec bin/with-java25 java tasks/pipeline-tests/src/test/java/dev/daybook/architecture/Figures.java

.PHONY: torture
torture: build ## Random databases through the steps, compared in SQL of its own; SEEDS=50, or one: SEED=7
	@exec bin/with-java25 java -cp 'tasks/torture/target/torture.jar:tasks/torture/target/lib/*' \
		dev.daybook.torture.TortureMain

.PHONY: types
types: build ## Every type through the steps on PostgreSQL 14 to 18; writes docs/types.md
	@$(MAVEN_25) -q -Pevery-postgresql -pl tasks/postgres-testing,tasks/torture -am test -Dtest=TypesTest -Ddaybook.write-docs=true \
		-Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false

.PHONY: test-servers
test-servers: ## Types, catalog and loads on PostgreSQL 14 to 18; SERVERS=short takes 14, 18 and a few tests
	@$(MAVEN_OPTS_25) bin/test-servers $(or $(SERVERS),whole)

# What the task image is made of; it is named after the last commit that changed one of these.
IMAGE_SOURCES := Dockerfile .dockerignore image .mvn pom.xml tasks ':!tasks/*/src/test/*' \
	dags/northwind/order_details.schema.json dags/northwind/orders_with_details.sql

.PHONY: image
image: ## Build the task image, daybook:latest
	@version=$$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml) \
		&& commit=$$(image/commit $(IMAGE_SOURCES)) \
		&& DOCKER_BUILDKIT=1 docker build --build-arg VERSION="$$version" --build-arg COMMIT="$$commit" \
			-t "daybook:$${DAYBOOK_TAG:-latest}" .

.PHONY: up
up: ## Bring the stack up with Airflow, and run yesterday
	@MAKE="$(MAKE)" bin/up

.PHONY: down
down: ## Stop the stack; databases and lake stay, VOLUMES=1 removes the databases
	@bin/down

.PHONY: renew-source
renew-source: ## Make the stack's source anew, of SOURCE_SQL and ORDER_DETAILS or of input/
	@bin/renew-source

.PHONY: doctor
doctor: ## Look for what would keep the stack from working, and say the fix
	@bin/doctor

.PHONY: psql
psql: ## Open the warehouse, as analyst; DBROLE=load can write
	@bin/psql

.PHONY: run
run: ## Run the four steps of DATE in the stack, without Airflow
	@bin/run-day "$(DATE)"

.PHONY: backfill
backfill: ## Run the days FROM to TO by Airflow and wait for them
	@bin/backfill "$(FROM)" "$(TO)"

.PHONY: faults
faults: build ## Disturb the steps on purpose; FAULTS=short tries a few faults, WRITE=1 renews docs/reliability.md
	@exec bin/with-java25 java -cp "tasks/faults/target/classes:$$(cat tasks/faults/target/class-path)" \
		dev.daybook.faults.FaultsMain $(or $(FAULTS),whole) "--seed=$(SEED)" "--claim=$(CLAIM)" "--case=$(CASE)" \
		$(if $(WRITE),--write)

.PHONY: test-airflow
test-airflow: ## Test DAGs, task containers, the backfill command and the Docker proxy, in containers
	@airflow/tests/run $(TESTS)

.PHONY: test-proxy
test-proxy: ## Test the Docker proxy alone, in containers
	@docker-proxy/tests/run $(TESTS)

.PHONY: e2e
e2e: ## Run the end-to-end tests on a stack of their own; TESTS=-kbackfill chooses
	@airflow/e2e/run $(TESTS)

.PHONY: format
format: ## Format all Java sources
	@$(MAVEN_25) -q spotless:apply

.PHONY: clean
clean: ## Remove what was built; the lake stays
	@$(MAVEN_25) -q clean

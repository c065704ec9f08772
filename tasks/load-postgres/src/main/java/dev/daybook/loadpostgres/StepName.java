package dev.daybook.loadpostgres;

/** The name of this step, as it stands in the step log and in the names of its sessions. */
final class StepName {

    static final String VALUE = "load-postgres";

    private StepName() {}
}

package dev.daybook.loadpostgres.session;

/** The name of this step, as it stands in the step log and in the names of its sessions. */
public final class StepName {

    /** The one name of module, jar and command. */
    public static final String VALUE = "load-postgres";

    private StepName() {}
}

package dev.daybook.loadpostgres;

/** The version and the commit of this program, from its jar's manifest. */
final class ToolVersion {

    private ToolVersion() {}

    static String current() {
        String version = LoadPostgres.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}

package dev.daybook.task.text;

import java.util.regex.Pattern;

/** Takes out of a text what looks like the credentials of an address or of a connection string. */
final class WithoutCredentials {

    /** User and password of a URL (RFC 3986, 3.2.1); a path's text may hold one slash where the URL had two. */
    private static final Pattern IN_ADDRESS = Pattern.compile("(?<=:/)(/*)[^/\\s][^\\s]*@");

    /** {@code password=...} and the like, as in a URL's query and in libpq's connection strings. */
    private static final Pattern IN_SETTING =
            Pattern.compile("(?i)((?:password|passwd|passphrase|pwd|secret|token)\\s*=\\s*)('[^']*'|[^\\s&;',]+)");

    private WithoutCredentials() {}

    /** The text with {@code ***} in the place of each. */
    static String of(String text) {
        String shown = text.indexOf('@') < 0 ? text : IN_ADDRESS.matcher(text).replaceAll("$1***@");
        return shown.indexOf('=') < 0 ? shown : IN_SETTING.matcher(shown).replaceAll("$1***");
    }
}

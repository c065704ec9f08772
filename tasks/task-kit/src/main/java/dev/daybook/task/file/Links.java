package dev.daybook.task.file;

import java.nio.file.LinkOption;

/** What a symbolic link in the last place of a path is taken for. */
public enum Links {
    /** What it points to: for files that the user names. Container engines mount secrets as links. */
    FOLLOWED,
    /** Something that must not be there: for files in folders that others write, such as the lake. */
    REFUSED;

    LinkOption[] options() {
        return switch (this) {
            case FOLLOWED -> new LinkOption[0];
            case REFUSED -> new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        };
    }
}

package dev.daybook.task.file;

import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;

/** Why the file system refused: one line without the path, which the message names already. */
public final class FileReason {

    private FileReason() {}

    /** The reason in an exception: the operating system's words where it gave some, else what its kind means. */
    public static String of(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return EscapedText.of(file.getReason());
        }
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException missing -> missing(missing);
            case FileAlreadyExistsException there -> "expected nothing there, found " + found(there);
            case NotDirectoryException other -> "expected a folder, found " + found(other);
            case DirectoryNotEmptyException _ -> "the folder is not empty";
            case FileSystemLoopException _ -> "a loop of links";
            case NotLinkException _ -> "expected a link";
            case AtomicMoveNotSupportedException _ -> "it is on another mount";
            case CharacterCodingException _ -> "it is not UTF-8 text";
            case FileSystemException _ -> "the file system refused it and gave no reason";
            default -> EscapedText.of(String.valueOf(e.getMessage()));
        };
    }

    /** A dangling link is there and leads nowhere; "does not exist" alone would puzzle whoever sees it listed. */
    private static String missing(NoSuchFileException e) {
        boolean isLink = e.getFile() != null && Files.isSymbolicLink(Path.of(e.getFile()));
        return isLink ? "it is a link to what does not exist" : "it does not exist";
    }

    private static String found(FileSystemException e) {
        try {
            PathKind kind = e.getFile() == null ? PathKind.OTHER : PathKind.of(Path.of(e.getFile()), Links.REFUSED);
            return kind == PathKind.ABSENT ? "something that is gone by now" : kind.shown();
        } catch (IOException unknown) {
            return "something else";
        }
    }
}

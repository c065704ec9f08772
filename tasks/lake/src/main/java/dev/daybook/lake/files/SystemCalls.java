package dev.daybook.lake.files;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The C library's functions that Java has no method for. Numbers are those of {@code <linux/fs.h>},
 * {@code <asm/unistd.h>} and {@code <errno.h>} on Linux, {@code <sys/stdio.h>} and {@code <sys/errno.h>} on macOS.
 */
@SuppressWarnings("restricted") // calling the C library is what this class is for
final class SystemCalls {

    private static final boolean MACOS = System.getProperty("os.name").startsWith("Mac");

    /** {@code AT_FDCWD}: paths stand for themselves. */
    private static final int CURRENT_DIRECTORY = -100;
    /** {@code RENAME_EXCHANGE} and {@code RENAME_SWAP}, which happen to be the same number. */
    private static final int EXCHANGE = 2;

    private static final int ENOENT = 2;
    private static final int EXDEV = 18;
    private static final int EINVAL = 22;
    private static final int ENOSYS = MACOS ? 78 : 38;
    private static final int ENOTSUP = MACOS ? 45 : 95;

    private static final MemoryLayout ERROR_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERROR_NUMBER = ERROR_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private SystemCalls() {}

    /**
     * Exchanges what two names stand for, in one step: {@code renameat2} with {@code RENAME_EXCHANGE} on Linux,
     * {@code renamex_np} with {@code RENAME_SWAP} on macOS.
     *
     * @return false when operating system or file system cannot; EINVAL is the answer of NFS, 9p and some FUSE
     */
    static boolean exchange(Path one, Path other) throws IOException {
        Optional<Exchange> exchange = Exchange.FOUND;
        if (exchange.isEmpty()) {
            return false;
        }
        int error;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERROR_STATE);
            int result = exchange.get()
                    .call(state, arena.allocateFrom(one.toString()), arena.allocateFrom(other.toString()));
            error = result == 0 ? 0 : (int) ERROR_NUMBER.get(state, 0L);
        }
        if (error == 0) {
            return true;
        }
        if (error == EINVAL || error == ENOSYS || error == ENOTSUP || error == EXDEV) {
            return false;
        }
        if (error == ENOENT) {
            throw new NoSuchFileException(one.toString(), other.toString(), "one of the two does not exist");
        }
        throw new FileSystemException(one.toString(), other.toString(), "cannot exchange the two: error " + error);
    }

    /** The exchanging function of this operating system. */
    private interface Exchange {

        Optional<Exchange> FOUND = find();

        int call(MemorySegment errorState, MemorySegment one, MemorySegment other);

        private static Optional<Exchange> find() {
            if (MACOS) {
                return handle("renamex_np", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT))
                        .map(function -> (state, one, other) ->
                                answer(() -> (int) function.invokeExact(state, one, other, EXCHANGE)));
            }
            Optional<Exchange> renameat2 = handle(
                            "renameat2",
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT))
                    .map(function -> (state, one, other) -> answer(() -> (int)
                            function.invokeExact(state, CURRENT_DIRECTORY, one, CURRENT_DIRECTORY, other, EXCHANGE)));
            return renameat2.or(Exchange::findSystemCall);
        }

        /** For C libraries that lack the function, such as musl before 1.2.6: the system call by its number. */
        private static Optional<Exchange> findSystemCall() {
            long number = switch (System.getProperty("os.arch")) {
                case "amd64" -> 316;
                case "aarch64" -> 276;
                default -> -1;
            };
            if (number < 0 || !System.getProperty("os.name").equals("Linux")) {
                return Optional.empty();
            }
            return handle(
                            "syscall",
                            FunctionDescriptor.of(
                                    JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG),
                            Linker.Option.firstVariadicArg(1))
                    .map(function -> (state, one, other) -> answer(() -> (int) (long) function.invokeExact(
                            state, number, (long) CURRENT_DIRECTORY, one, (long) CURRENT_DIRECTORY, other, (long)
                                    EXCHANGE)));
        }

        private static Optional<MethodHandle> handle(
                String name, FunctionDescriptor descriptor, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            Linker.Option[] all = java.util.Arrays.copyOf(options, options.length + 1);
            all[options.length] = Linker.Option.captureCallState("errno");
            return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, descriptor, all));
        }

        private static int answer(NativeCall call) {
            try {
                return call.run();
            } catch (Throwable e) {
                throw new IllegalStateException("a native call throws nothing", e);
            }
        }
    }

    private interface NativeCall {
        int run() throws Throwable;
    }
}

package dev.daybook.extractpostgres;

import dev.daybook.extractkit.ByteCount;
import dev.daybook.postgres.catalog.TargetNames;
import dev.daybook.postgres.type.TypeOverride;
import dev.daybook.task.command.WholeNumber;
import picocli.CommandLine.ITypeConverter;

/** Reads the values of this step's own options; each refusal says what is expected. */
final class OptionValues {

    private static final int MOST_CONNECTIONS = 64;
    private static final int USUAL_CONNECTIONS = 8;

    /** PostgreSQL itself has no larger value. */
    private static final long LARGEST_VALUE = 1 << 30;

    private OptionValues() {}

    /** As many as there are processors, at least 2 and at most 8. */
    static int usualConnections() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 2, USUAL_CONNECTIONS);
    }

    /** Reads {@code --target}. */
    static final class TargetReader implements ITypeConverter<TargetNames.Declared> {
        @Override
        public TargetNames.Declared convert(String text) {
            return TargetNames.Declared.parse(text);
        }
    }

    /** Reads {@code --type}. */
    static final class TypeReader implements ITypeConverter<TypeOverride> {
        @Override
        public TypeOverride convert(String text) {
            return TypeOverride.parse(text);
        }
    }

    /** Reads {@code --max-value}. */
    static final class MaxValueReader implements ITypeConverter<ByteCount> {
        @Override
        public ByteCount convert(String text) {
            ByteCount size = ByteCount.parse(text);
            if (size.bytes() > LARGEST_VALUE) {
                throw new IllegalArgumentException("expected at most 1GiB");
            }
            return size;
        }
    }

    /** Reads {@code --connections}. */
    static final class ConnectionsReader extends WholeNumber {
        ConnectionsReader() {
            super(1, MOST_CONNECTIONS);
        }
    }
}

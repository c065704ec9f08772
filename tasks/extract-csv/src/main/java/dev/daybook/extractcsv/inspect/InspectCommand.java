package dev.daybook.extractcsv.inspect;

import dev.daybook.extractcsv.format.Dialect;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code extract-csv inspect FILE}: reads a whole file and proposes its schema. The schema goes to stdout or to a file,
 * the evidence for it to stderr. A run of the step never guesses; it follows what somebody has looked at and saved.
 */
public final class InspectCommand implements StepCommand.ForPeople {

    private static final Logger LOG = LoggerFactory.getLogger(InspectCommand.class);

    @Parameters(paramLabel = "FILE", description = "the CSV file, plain or gzip")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Path file;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "write the schema to this new file instead of stdout")
    private @Nullable Path output;

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            converter = DialectReader.class,
            description = "between fields; default: found out")
    private @Nullable Dialect dialect;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = CharsetReader.class,
            description = "of the file; default: found out")
    private @Nullable Charset charset;

    /** Reads {@code --delimiter}. */
    static final class DialectReader implements ITypeConverter<Dialect> {
        @Override
        public Dialect convert(String text) {
            String character = text.equals("\\t") ? "\t" : text;
            if (character.length() != 1) {
                throw new IllegalArgumentException("expected one ASCII character");
            }
            return Dialect.DEFAULT.withDelimiter(character.charAt(0));
        }
    }

    /** Reads {@code --encoding}. */
    static final class CharsetReader implements ITypeConverter<Charset> {
        @Override
        public Charset convert(String text) {
            try {
                return Charset.forName(text);
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                throw new IllegalArgumentException("expected an encoding that Java knows, such as windows-1252", e);
            }
        }
    }

    @Override
    public void run(StepContext context, PrintStream stdout) {
        Path path = file.toAbsolutePath().normalize();
        FileForm form = FileForm.find(path, Optional.ofNullable(charset), Optional.ofNullable(dialect));
        FileProfile profile = FileProfile.read(path, form);
        profile.evidence().forEach(LOG::info);
        String schema = new SchemaProposal(path, form, profile).json();
        if (output == null) {
            stdout.print(schema);
        } else {
            save(output, schema);
        }
    }

    private static void save(Path target, String schema) {
        try {
            Files.write(target, schema.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
            LOG.info("wrote {}; look it through before the first run", EscapedText.of(target.toString()));
        } catch (FileAlreadyExistsException e) {
            throw new StepFailure.CannotCreate(
                    "--output: " + EscapedText.of(target.toString()) + " exists; remove it or name another file", e);
        } catch (IOException e) {
            throw new StepFailure.CannotCreate(
                    "--output: cannot write " + EscapedText.of(target.toString()) + ": " + FileReason.of(e), e);
        }
    }
}

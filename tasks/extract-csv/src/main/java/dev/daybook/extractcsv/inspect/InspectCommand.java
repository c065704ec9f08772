package dev.daybook.extractcsv.inspect;

import dev.daybook.extractcsv.format.Dialect;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code extract-csv inspect FILE}: reads a whole file and proposes its schema. The schema goes to stdout or to a file,
 * the evidence for it to stderr. A run of the step never guesses; it follows what somebody has looked at and saved.
 */
public final class InspectCommand implements StepCommand.ForPeople {

    private static final Logger LOG = LoggerFactory.getLogger(InspectCommand.class);

    @Parameters(paramLabel = "FILE", description = "the CSV file, plain or gzip")
    private String file;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "write the schema to this new file instead of stdout")
    private Path output;

    @Option(names = "--delimiter", paramLabel = "CHARACTER", description = "between fields; default: found out")
    private String delimiter;

    @Option(names = "--encoding", paramLabel = "NAME", description = "of the file; default: found out")
    private String encoding;

    @Override
    public void run(StepContext context, PrintStream stdout) {
        Path path = Path.of(file).toAbsolutePath().normalize();
        FileForm form = FileForm.find(path, givenCharset(), givenDelimiter());
        FileProfile profile = FileProfile.read(path, form);
        profile.evidence().forEach(LOG::info);
        String schema = new SchemaProposal(path, form, profile).json();
        if (output == null) {
            stdout.print(schema);
        } else {
            save(schema);
        }
    }

    private Optional<Charset> givenCharset() {
        try {
            return Optional.ofNullable(encoding).map(Charset::forName);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new StepFailure.Usage("--encoding: unknown encoding '" + EscapedText.of(encoding) + "'");
        }
    }

    private Optional<Dialect> givenDelimiter() {
        if (delimiter == null) {
            return Optional.empty();
        }
        String character = delimiter.equals("\\t") ? "\t" : delimiter;
        try {
            if (character.length() == 1) {
                return Optional.of(Dialect.DEFAULT.withDelimiter(character.charAt(0)));
            }
        } catch (IllegalArgumentException e) {
            throw new StepFailure.Usage("--delimiter: " + e.getMessage());
        }
        throw new StepFailure.Usage(
                "--delimiter: expected one ASCII character, found '" + EscapedText.of(delimiter) + "'");
    }

    private void save(String schema) {
        try {
            Files.write(output, schema.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
            LOG.info("wrote {}; look it through before the first run", EscapedText.of(output.toString()));
        } catch (FileAlreadyExistsException e) {
            throw new StepFailure.CannotCreate(
                    "--output: " + EscapedText.of(output.toString()) + " exists; remove it or name another file", e);
        } catch (IOException e) {
            throw new StepFailure.CannotCreate(
                    "--output: cannot write " + EscapedText.of(String.valueOf(e.getMessage())), e);
        }
    }
}

package dev.daybook.lake.model;

/**
 * A file that an extract was made of.
 *
 * @param dataset the dataset that its records belong to; for documents with parts, that of the document itself
 * @param path where it lay, below the part of the path that is the same for all files of the dataset, with {@code /}
 * @param bytes its size
 * @param sha256 the SHA-256 of its content, unpacked: 64 hexadecimal digits
 * @param records how many it holds
 * @param accepted how many of them became rows
 * @param rejected how many of them were refused; the others belong to other periods
 * @param archived whether the extract carries it, byte for byte
 */
public record RawFile(
        DatasetName dataset,
        String path,
        long bytes,
        String sha256,
        long records,
        long accepted,
        long rejected,
        boolean archived) {}

/**
 * Data files: an own encoder and an own decoder of Parquet pages over column vectors. The file around the pages (footer,
 * page checksums, column and offset indexes) is parquet-java's when written; when read, its Thrift structures are used
 * directly. Neither way needs a class of Hadoop.
 *
 * <p>The format is the <a href="https://parquet.apache.org/docs/file-format/">Apache Parquet file format</a>.
 */
package dev.daybook.lake.parquet;

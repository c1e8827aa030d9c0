using Parquet;
using Parquet.Schema;
using TradeStore.Storage.Tiers.Values;

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>
/// Reads every value of a segment's file by Parquet.Net, an implementation of Parquet that shares nothing with the engine's, and counts what it holds. There is one
/// column of one row group in memory at a time.
/// </summary>
internal static class ParquetFileReading
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="segment">The segment, of which the columns are known.</param>
    /// <param name="cancellationToken">Gives it up, between two columns of a row group.</param>
    /// <exception cref="InvalidDataException">It cannot be read as what it was written as.</exception>
    /// <exception cref="IOException">The system does not let us read it.</exception>
    public static async Task<SegmentContent> ReadAsync(string path, Segment segment, CancellationToken cancellationToken)
    {
        var file = new EndingFile(path);
        await using (file.ConfigureAwait(false))
        {
            try
            {
                return await ReadAsync(file, segment, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or IOException or InvalidDataException or OutOfMemoryException))
            {
                // Parquet.Net throws whatever its code runs into.
                throw new InvalidDataException($"Parquet.Net cannot read it: {exception.Message}", exception);
            }
        }
    }

    private static async Task<SegmentContent> ReadAsync(Stream file, Segment segment, CancellationToken cancellationToken)
    {
        var reader = await ParquetReader.CreateAsync(file, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            // What is stored, not what it stands for: see StoredColumn.
            foreach (var element in reader.Metadata!.Schema.Where(e => e.Type is not null))
            {
                (element.LogicalType, element.ConvertedType) = (null, null);
            }

            var fields = reader.Schema.Fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
            List<(DataField Field, StoredColumn Column)> columns = [.. segment.WrittenColumns.Select(c => (Leaf(fields.GetValueOrDefault(c.Name), c.Name), StoredColumn.Of(c)))];
            var (time, count) = (columns[segment.Table.TimeColumn].Field, new ContentCount());
            foreach (var group in reader.RowGroups)
            {
                var rows = checked((int)group.RowCount);
                var (hashes, bytes) = (new ulong[rows], 0L);
                foreach (var (field, column) in columns)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    bytes += await column.ReadAsync(group, field, rows, new RowHashes(hashes), cancellationToken).ConfigureAwait(false);
                }

                using var times = await StoredValues<long>.ReadAsync(group, time, cancellationToken).ConfigureAwait(false);
                times.CheckRows(rows);
                count.Add(times.There[..rows], hashes, bytes);
            }

            return count.ToContent();
        }
    }

    private static DataField Leaf(Field? field, string name) => field switch
    {
        DataField column => column,
        ListField { Item: DataField item } => item,
        _ => throw new InvalidDataException($"It has no column '{name}'."),
    };
}

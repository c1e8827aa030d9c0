using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Values;

namespace TradeStore.Storage.Tiering;

/// <summary>
/// Counts what rows hold: how many, their first and last time, and a sum of hashes, one of all columns of each row. The sum is the same whatever the order of
/// the rows, and a row that is missing, doubled or altered changes it, and so do two rows that have exchanged a value. The hashes are our own, over the values that the
/// engine returns: they are the same by every version of it, and by any other reader (<see cref="Tiers.Cold.ParquetFileReading"/>).
/// </summary>
internal static class ContentReading
{
    /// <summary>Counts rows.</summary>
    /// <param name="session">A session that reads.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns that are hashed, from the first, of the types that the rows have.</param>
    /// <param name="rows">The rows, as SQL that stands behind FROM.</param>
    public static SegmentContent Read(DuckDbSession session, TableSchema table, IReadOnlyList<ColumnDefinition> columns, string rows)
    {
        var count = new ContentCount();
        Read(session, table, columns, $"SELECT {Names(columns)} FROM {rows}", skipped: 0, (_, _) => count);
        return count.ToContent();
    }

    /// <summary>Counts the rows of several sources, each for itself, by one statement.</summary>
    /// <param name="session">A session that reads.</param>
    /// <param name="table">The table.</param>
    /// <param name="sources">The sources, each of them SQL that stands behind FROM.</param>
    public static IReadOnlyList<SegmentContent> ReadEach(DuckDbSession session, TableSchema table, IReadOnlyList<string> sources)
    {
        if (sources.Count == 1)
        {
            return [Read(session, table, table.Columns, sources[0])];
        }

        List<ContentCount> counts = [.. sources.Select(_ => new ContentCount())];
        var sql = $"SELECT {SourceUnion.Number}, {Names(table.Columns)} FROM {SourceUnion.Of(table, sources, table.Columns.Count)}";
        Read(session, table, table.Columns, sql, skipped: 1, (chunk, row) => counts[chunk.GetVector(0).Values<int>()[row]]);
        return counts.ConvertAll(c => c.ToContent());
    }

    /// <summary>Returns the content of segments together.</summary>
    public static SegmentContent Sum(IReadOnlyList<SegmentContent> parts) => new()
    {
        Rows = parts.Sum(p => p.Rows),
        Earliest = parts.Min(p => p.Earliest),
        Latest = parts.Max(p => p.Latest),
        RawBytes = parts.Sum(p => p.RawBytes),
        ValueHash = ContentCount.Sum(parts.Select(p => p.ValueHash)),
    };

    /// <summary>Returns what differs between two contents, in words; <see langword="null"/> when nothing does.</summary>
    public static string? Difference(SegmentContent expected, SegmentContent actual)
    {
        if (expected.Rows != actual.Rows)
        {
            return $"it has {actual.Rows:N0} rows instead of {expected.Rows:N0}.";
        }

        if ((expected.Earliest, expected.Latest) != (actual.Earliest, actual.Latest))
        {
            return $"its times reach from {actual.Earliest} to {actual.Latest} µs instead of {expected.Earliest} to {expected.Latest} µs.";
        }

        return expected.ValueHash != actual.ValueHash ? "the values of its rows are not those that were written." : null;
    }

    // Rows of several sources come chunk by chunk, and should a chunk have rows of two, run by run.
    private static void Read(DuckDbSession session, TableSchema table, IReadOnlyList<ColumnDefinition> columns, string sql, int skipped, Func<DataChunk, int, ContentCount> countOf)
    {
        List<ColumnValues> values = [.. columns.Select(c => ColumnValues.Of(c, hasOneZero: true))];
        var hashes = Array.Empty<ulong>();
        using var result = session.Query(sql);
        while (result.FetchChunk() is { } fetched)
        {
            using var chunk = fetched;
            if (hashes.Length == 0)
            {
                CheckTypes(chunk, columns, skipped);
            }

            if (hashes.Length < chunk.RowCount)
            {
                hashes = new ulong[chunk.RowCount];
            }

            hashes.AsSpan(0, chunk.RowCount).Clear();
            var times = chunk.GetVector(skipped + table.TimeColumn).Values<long>();
            for (int first = 0, next; first < chunk.RowCount; first = next)
            {
                var count = countOf(chunk, first);
                for (next = skipped == 0 ? chunk.RowCount : first + 1; next < chunk.RowCount && ReferenceEquals(countOf(chunk, next), count);)
                {
                    next++;
                }

                var (rows, bytes) = (next - first, 0L);
                for (var i = 0; i < values.Count; i++)
                {
                    bytes += values[i].Give(chunk.GetVector(skipped + i), first, rows, new RowHashes(hashes));
                }

                count.Add(times.Slice(first, rows), hashes.AsSpan(first, rows), bytes);
            }
        }
    }

    // A file of another's making can have columns of the same names.
    private static void CheckTypes(DataChunk chunk, IReadOnlyList<ColumnDefinition> columns, int skipped)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var type = chunk.GetVector(skipped + i).Type;
            if ((type with { IsJson = columns[i].Type == ColumnType.Json }).SqlName != columns[i].SqlType)
            {
                var difference = $"its column '{columns[i].Name}' is {type.SqlName} instead of {columns[i].SqlType}.";
                throw new StoreCorruptException($"What is read is not what was meant: {difference} It was given up; the partition is as it was.", [difference]);
            }
        }
    }

    private static string Names(IEnumerable<ColumnDefinition> columns) => string.Join(", ", columns.Select(c => TableDefinitionSql.Quote(c.Name)));
}

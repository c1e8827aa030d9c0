using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Writing;

/// <summary>Counts what will become of a batch's rows, against what a read of this moment sees: all tiers, all generations.</summary>
/// <param name="session">The writing session, outside of a transaction.</param>
/// <param name="maps">Where rows are.</param>
internal sealed class StoredComparison(DuckDbSession session, TierMaps maps)
{
    // A batch of more series is compared with all rows of its times.
    private const int MostTexts = 64;

    /// <summary>Counts the rows of a batch for a series; everything before it has been applied, and nothing of it.</summary>
    /// <exception cref="Errors.StoreCorruptException">A segment that can hold the same keys is damaged.</exception>
    /// <exception cref="DuckDbException">What is stored cannot be read.</exception>
    public AppendCounts Count(ColumnBatch batch, RunAppender appender)
    {
        if (batch.Table.Duplicates == DuplicateRule.KeepBoth)
        {
            return new AppendCounts { Kept = batch.RowCount };
        }

        var stored = new StoredRow[batch.RowCount];
        var splitter = new PartitionSplitter();
        splitter.Add(batch);
        StagedRows.Fill(session, appender, [new RowRun(batch, 0, batch.RowCount)]);
        using (var transaction = new ReadTransaction(session, maps))
        {
            foreach (var ((table, partition), runs) in splitter.Runs)
            {
                if (transaction.Map.Find(table, partition) is { } segments)
                {
                    Compare(transaction, segments, batch, runs, stored);
                }
            }
        }

        StagedRows.Drop(session);
        return Count(batch, stored);
    }

    private void Compare(ReadTransaction transaction, PartitionSegments partition, ColumnBatch batch, List<RowRun> runs, StoredRow[] stored)
    {
        var table = partition.Table;
        var filter = Filter(batch, runs);
        var sources = PartitionSources.Of(transaction.Map, partition, transaction.Applied(table), filter);
        if (sources.Count == 0)
        {
            return;
        }

        var columns = TableDefinitionSql.Columns(table);
        var precedence = table.Precedence < 0 ? "0" : $"o.{TableDefinitionSql.Quote(table.Columns[table.Precedence].Name)}";
        using var statement = session.Prepare(
            $"SELECT n.rowid, {StagedRows.Differs(table)}, CAST({precedence} AS BIGINT) FROM {StagedRows.Location} n "
                + $"JOIN ({string.Join(" UNION ALL ", sources.Select(s => $"SELECT {columns} FROM {s}"))}) o ON {StagedRows.SameKey(table)}");
        filter.Bind(statement);
        Note(statement, stored);
        if (CorrectionOverlay.IsNeeded(transaction.Map, table, partition.Partition, filter))
        {
            // What a correction removed is not read, and stays so: a row that brings it back says other than the store.
            using var removed = session.Prepare(
                $"SELECT n.rowid, true, 0::BIGINT FROM {StagedRows.Location} n JOIN {table.Corrections!.Table.StateTable} c ON {CorrectionOverlay.IsOf(table, "n.")} WHERE c.{table.Corrections.Removed}");
            Note(removed, stored);
        }
    }

    private static void Note(DuckDbStatement statement, StoredRow[] stored)
    {
        using var result = statement.Execute();
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.RowCount; i++)
                {
                    stored[chunk.GetVector(0).Values<long>()[i]] = new StoredRow(IsThere: true, !chunk.GetVector(1).Values<bool>()[i], chunk.GetVector(2).Values<long>()[i]);
                }
            }
        }
    }

    private static SeriesFilter Filter(ColumnBatch batch, List<RowRun> runs)
    {
        var times = batch.Column(batch.Table.TimeColumn).ValuesAs<long>();
        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (var run in runs)
        {
            for (var row = run.Start; row < run.End; row++)
            {
                (first, last) = (Math.Min(first, times[row]), Math.Max(last, times[row]));
            }
        }

        var filter = new SeriesFilter(batch.Table, new TimeRange(first, last + 1));
        foreach (var column in batch.Table.ClusterTexts)
        {
            ref readonly var data = ref batch.Column(column);
            if (batch.Table.FullKey.Contains(column) && data.DictionarySize <= MostTexts)
            {
                var texts = new string[data.DictionarySize];
                for (var code = 0; code < texts.Length; code++)
                {
                    texts[code] = System.Text.Encoding.UTF8.GetString(data.DictionaryEntry(code));
                }

                filter.Where(batch.Table.Columns[column].Name, texts);
            }
        }

        return filter;
    }

    // Row by row, as they come: of those with one key each is held against the one that stays so far.
    private static AppendCounts Count(ColumnBatch batch, StoredRow[] stored)
    {
        var table = batch.Table;
        var staying = new Dictionary<string, int>(StringComparer.Ordinal);
        int kept = 0, there = 0, replaced = 0, conflicts = 0;
        for (var row = 0; row < stored.Length; row++)
        {
            if (RowKey.Of(batch, row) is not { } key)
            {
                kept++;
                continue;
            }

            var isInBatch = staying.TryGetValue(key, out var before);
            if (!isInBatch && !stored[row].IsThere)
            {
                kept++;
                staying[key] = row;
            }
            else if (isInBatch ? RowContent.AreSame(batch, before, row) : stored[row].IsSame)
            {
                there++;
            }
            else if (table.Duplicates == DuplicateRule.Replace && RoutedRows.Precedence(batch, row) >= (isInBatch ? RoutedRows.Precedence(batch, before) : stored[row].Precedence))
            {
                replaced++;
                staying[key] = row;
            }
            else
            {
                conflicts++;
            }
        }

        return new AppendCounts { Kept = kept, AlreadyThere = there, Replaced = replaced, InConflict = conflicts };
    }

    private readonly record struct StoredRow(bool IsThere, bool IsSame, long Precedence);
}

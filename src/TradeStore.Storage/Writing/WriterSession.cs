using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Writing;

/// <summary>
/// The only connection that takes new rows in: routes them by partition and key, and writes them either into the partitions or into the
/// memtable in memory.
/// </summary>
internal sealed class WriterSession(
    DuckDbSession session, TierMaps maps, Manifest manifest, TableCatalog catalog, AppliedSequences applied, MainDatabaseGate gate, Action<WritingStep>? reached) : IDisposable
{
    private readonly Dictionary<TableSchema, RunAppender> _appenders = [];
    private readonly PartitionStates _states = new(maps);

    /// <summary>Writes rows of any tables where they belong, in one transaction: what one frame says is seen as a whole.</summary>
    /// <param name="batches">The rows, in the order of their frames.</param>
    /// <param name="lastSequence">The sequence number up to which every frame is in this transaction or was applied before.</param>
    /// <param name="settled">Told what became of the rows when they are committed; <see langword="null"/> when they have been counted before.</param>
    public void Write(IReadOnlyList<SequencedBatch> batches, long lastSequence, Action<IReadOnlyList<SettledRows>>? settled)
    {
        var outcomes = settled is null ? null : new List<SettledRows>();
        var lastOfTables = batches.GroupBy(b => b.Batch.Table).ToDictionary(g => g.Key, g => g.Max(b => b.Sequence));
        var series = Split(batches.Where(b => b.Batch.Table.Kind == TableKind.Series));
        var states = batches.Where(b => b.Batch.Table.Kind == TableKind.State).ToLookup(b => b.Batch.Table, b => b.Batch);
        List<(string Stream, long Sequence)> streams = [.. lastOfTables.Select(last => (last.Key.Name, last.Value)), (AppliedSequences.FloorOfWriter, maps.Current.Floor(lastSequence))];
        foreach (var state in states)
        {
            if (catalog.CorrectedBy(state.Key) is { } corrected)
            {
                // Before it is committed: a read whose snapshot has it must know that it has to look.
                maps.Change(map => map.With(corrected, state.SelectMany(batch => CorrectedRowReading.Of(corrected, batch))));
            }
        }

        gate.Write(() => InTransaction(() =>
        {
            var unordered = new List<Segment>();
            foreach (var ((table, partition), runs) in series)
            {
                WritePartition(table, partition, runs, lastOfTables[table], unordered, outcomes);
            }

            foreach (var state in states)
            {
                StateSettlement.Write(session, Appender(state.Key), state);
            }

            Manifest.WriteUnordered(session, unordered);
            applied.Write(session, streams);
        }));
        applied.Committed(streams);
        settled?.Invoke(outcomes!);
    }

    /// <summary>Writes rows of one table into its memtable, in one transaction.</summary>
    /// <param name="memtable">The memtable.</param>
    /// <param name="batches">The rows, in the order of their frames.</param>
    /// <param name="runs">The same, as <see cref="Split"/> told them apart.</param>
    /// <param name="settled">Told what became of the rows when they are committed.</param>
    public void WriteMemtable(
        OpenMemtable memtable, IReadOnlyList<SequencedBatch> batches, IReadOnlyDictionary<(TableSchema Table, Partition Partition), List<RowRun>> runs, Action<IReadOnlyList<SettledRows>> settled)
    {
        var outcomes = new List<SettledRows>();
        var table = memtable.Memtable.Table;

        // Taken before the snapshot: a memtable that is moved into its partitions meanwhile is then looked into in one place or in both, never in none.
        var memtables = maps.Current.Memtables(table);
        InTransaction(() =>
        {
            foreach (var ((_, partition), partitionRuns) in runs)
            {
                var state = _states.Get(session, table, partition, memtables);
                if (memtable.Memtable.Note(partition) && maps.Current.Find(table, partition)!.HasGenerations)
                {
                    // A read that was planned without the rows that follow would not leave out those that are in older segments, too.
                    maps.Change(map => map.After(map));
                }

                GrowingNotes.Note(state.Segment, partitionRuns, batches[^1].Sequence);
                string[] sources = [state.Segment.Location, .. memtables.Select(t => t.Location)];
                Write(state, partitionRuns, memtable.Memtable.Location, sources, memtable.Unordered, outcomes, () => session.CreateAppender(memtable.TableName, schema: null, WarmDatabase.MemtableCatalog));
            }
        });
        memtable.Note(batches[^1].Sequence, batches.Sum(b => b.Batch.RowCount));
        settled(outcomes);
    }

    /// <summary>Counts what will become of the rows of a batch, outside of a transaction.</summary>
    public AppendCounts Count(ColumnBatch batch) => new StoredComparison(session, maps).Count(batch, Appender(batch.Table));

    /// <summary>Ends what a failure has left of a transaction.</summary>
    public void Rollback() => Transactions.Rollback(session);

    /// <summary>Runs a statement of the memtable's upkeep.</summary>
    public void Execute(string sql) => session.Execute(sql);

    public void Dispose() => Disposal.Of([.. _appenders.Values, session]);

    /// <summary>Tells rows apart by partition, and makes the partitions that are not there.</summary>
    public IReadOnlyDictionary<(TableSchema Table, Partition Partition), List<RowRun>> Split(IEnumerable<SequencedBatch> batches)
    {
        var splitter = new PartitionSplitter();
        foreach (var (_, batch) in batches)
        {
            splitter.Add(batch);
        }

        var missing = splitter.Runs.Keys.Where(p => maps.Current.Find(p.Table, p.Partition)?.Open is null).ToList();
        if (missing.Count > 0)
        {
            gate.Alone(() =>
            {
                var segments = manifest.Create(session, maps.Current, missing);
                maps.Change(map => map.Replace([], segments));
            });
        }

        return splitter.Runs;
    }

    private void WritePartition(TableSchema table, Partition partition, List<RowRun> runs, long lastSequence, List<Segment> unordered, List<SettledRows>? outcomes)
    {
        var state = _states.Get(session, table, partition, memtables: []);
        var location = state.Segment.Location;
        GrowingNotes.Note(state.Segment, runs, lastSequence);
        Write(state, runs, location, [location], unordered, outcomes, () => session.CreateAppender(state.Segment.TableName, "warm"));
    }

    private void Write(PartitionState state, List<RowRun> runs, string target, string[] sources, List<Segment> unordered, List<SettledRows>? outcomes, Func<ChunkAppender> createAppender)
    {
        var appender = Appender(state.Segment.Table);
        var rows = RoutedRows.Route(runs, state);
        if (rows.NewRows.Count > 0)
        {
            using var chunks = createAppender();
            appender.AppendAndClose(rows.NewRows, chunks);
        }

        var isOutOfOrder = rows.IsOutOfOrder;
        var added = 0L;
        if (rows.HasPossibleDuplicates)
        {
            var isCounted = state.IsTimeOrdered || state.Segment.Table.Duplicates == DuplicateRule.Ignore;
            var before = isCounted ? Count(target) : 0;
            DuplicateSettlement.Settle(session, appender, target, sources, rows);
            added = isCounted ? Count(target) - before : 0;
            isOutOfOrder |= added > 0;
        }

        if (outcomes is not null && state.Segment.Table.Duplicates == DuplicateRule.Ignore)
        {
            outcomes.Add(Outcome(state.Segment, rows, added, sources));
        }

        if (isOutOfOrder && state.IsTimeOrdered)
        {
            state.MarkUnordered();
            maps.Change(map => map.With(state.Segment));
            unordered.Add(state.Segment);
        }
    }

    private SettledRows Outcome(Segment segment, RoutedRows rows, long added, string[] sources)
    {
        // Of a key that is in an older segment, too, the row there counts: nobody looks until they are read.
        var isDecided = maps.Current.Find(segment.Table, segment.Partition) is not { HasGenerations: true };
        var fresh = rows.NewRows.Sum(r => (long)r.Count) + added;
        var left = rows.PossibleDuplicateCount - added;
        var differing = 0L;
        if (left > 0)
        {
            StagedRows.Fill(session, Appender(segment.Table), rows.AllPossibleDuplicates());
            differing = StagedRows.Differing(session, segment.Table, sources, DuplicateSettlement.Between(segment.Table, "", rows.PossibleDuplicateTimes));
            StagedRows.Drop(session);
        }

        return new SettledRows(segment.Table, isDecided ? fresh : 0, left - differing, differing, isDecided ? 0 : fresh);
    }

    private long Count(string location) => session.QueryScalar<long>($"SELECT count(*) FROM {location}");

    private RunAppender Appender(TableSchema table)
    {
        if (!_appenders.TryGetValue(table, out var appender))
        {
            _appenders.Add(table, appender = new RunAppender(table));
        }

        return appender;
    }

    private void InTransaction(Action work)
    {
        try
        {
            Transactions.Run(session, work, () => reached?.Invoke(WritingStep.Committing));
            reached?.Invoke(WritingStep.Committed);
        }
        catch
        {
            // What was noted of the rows of a transaction that failed is not so.
            _states.Clear();
            throw;
        }
    }
}

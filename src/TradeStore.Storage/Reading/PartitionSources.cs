using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;

namespace TradeStore.Storage.Reading;

/// <summary>
/// What the rows of a partition are read from, for one question. Every row that counts comes from exactly one source: of a key that is in several
/// generations, each source but the one that decides leaves it out.
/// </summary>
internal static class PartitionSources
{
    /// <summary>Returns the sources of a partition that can hold rows, oldest first.</summary>
    /// <param name="map">The pinned map.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="applied">The sequence number that the snapshot's partitions hold: memtables of which they have the rows are left out.</param>
    /// <param name="filter">The rows asked for.</param>
    /// <param name="extra">A further condition on them.</param>
    /// <exception cref="StoreCorruptException">A segment that can hold such rows is damaged.</exception>
    public static List<RowSource> Of(TierMap map, PartitionSegments partition, long applied, SeriesFilter filter, string? extra = null)
    {
        var held = partition.Segments.Where(filter.MayHold).ToList();

        // What is known of the segment that takes rows tells of those in memory, too: that is where they go.
        var mayBeInMemory = partition.Open is not { } open || held.Exists(s => ReferenceEquals(s, open));
        if (held.Count == 0 && (!mayBeInMemory || map.Memtables(partition.Table).IsEmpty))
        {
            return [];
        }

        var sources = Of(partition, held, filter, extra);
        var settled = partition.Segments.Where(s => s.State != SegmentState.Open && filter.MayHoldKey(s)).ToList();
        sources.AddRange(map.Memtables(partition.Table)
            .Where(memtable => mayBeInMemory && applied < memtable.FirstSequence && memtable.MayHold(partition.Partition))
            .Select(memtable => new RowSource(
                memtable.Location, Unless(memtable.Table, settled, filter), filter.Sql(partition.Partition, mustStayWithin: true, extra), "rowid", Segment: null)));
        return CorrectionOverlay.IsNeeded(map, partition.Table, partition.Partition, filter) ? sources.ConvertAll(s => CorrectionOverlay.Over(partition.Table, s)) : sources;
    }

    /// <summary>Returns the sources of a partition apart from what is in memory, as they were written.</summary>
    /// <exception cref="StoreCorruptException">A segment that can hold such rows is damaged.</exception>
    public static List<RowSource> Of(PartitionSegments partition, SeriesFilter filter, string? extra = null) =>
        Of(partition, partition.Segments.Where(filter.MayHold).ToList(), filter, extra);

    private static List<RowSource> Of(PartitionSegments partition, List<Segment> held, SeriesFilter filter, string? extra)
    {
        held.ForEach(ThrowIfDamaged);

        // A row with the same key that decides may be one that is not asked for.
        var others = partition.Segments.Where(filter.MayHoldKey).ToList();
        return held.ConvertAll(s => new RowSource(
            s.Location, Unless(s, others, filter), filter.Sql(partition.Partition, mustStayWithin: false, extra), s.Position, s));
    }

    // Which of two rows with one key counts: the newest of a table that replaces, the oldest of one that ignores. A precedence goes before both.
    private static string Unless(Segment segment, IReadOnlyList<Segment> others, SeriesFilter filter)
    {
        var table = segment.Table;
        var newer = others.Where(o => o.Generation > segment.Generation);
        var older = others.Where(o => o.Generation < segment.Generation);
        if (table.Precedence < 0)
        {
            return Unless(table, table.Duplicates == DuplicateRule.Replace ? newer : older, filter);
        }

        var name = TableDefinitionSql.Quote(table.Columns[table.Precedence].Name);
        return Unless(table, newer, filter, $"o.{name} >= s.{name}", name) + Unless(table, older, filter, $"o.{name} > s.{name}", name);
    }

    /// <summary>
    /// Returns the joins that leave out rows <c>s</c> whose key is in one of some segments, each with a space before it. A NULL in a key equals nothing, so
    /// that such a row is left out nowhere. They do not keep the order of the rows.
    /// </summary>
    /// <exception cref="StoreCorruptException">A segment that decides is damaged.</exception>
    public static string Unless(TableSchema table, IEnumerable<Segment> deciding, SeriesFilter filter) => Unless(table, deciding, filter, condition: null, column: null);

    private static string Unless(TableSchema table, IEnumerable<Segment> deciding, SeriesFilter filter, string? condition, string? column)
    {
        if (table.Duplicates == DuplicateRule.KeepBoth)
        {
            return "";
        }

        // What is asked to be one value on both sides needs no comparison. A join costs the engine half of what NOT EXISTS does.
        var key = table.FullKey.Where(c => c == table.TimeColumn || !filter.IsFixed(c)).Select(c => TableDefinitionSql.Quote(table.Columns[c].Name)).ToList();
        var equal = string.Join(" AND ", key.Select(name => $"o.{name} = s.{name}")
            .Concat(TableDefinitionSql.Presence(table, "s.").Select((present, i) => $"o._present{i} = {present}"))
            .Concat(condition is null ? [] : [condition]));
        var columns = string.Join(", ", key
            .Concat(TableDefinitionSql.Presence(table, "").Select((present, i) => $"{present} AS _present{i}"))
            .Concat(column is null ? [] : [column]));
        var conditions = string.Join(" AND ", filter.KeyConditions());
        var where = conditions.Length == 0 ? "" : $" WHERE {conditions}";
        return string.Concat(deciding.Select(o =>
        {
            ThrowIfDamaged(o);
            return $" ANTI JOIN (SELECT {columns} FROM {o.Location}{where}) AS o ON {equal}";
        }));
    }

    /// <summary>Looks whether what is about to be read of a segment is what was written.</summary>
    /// <exception cref="StoreCorruptException">It is not, as far as its file's length and footer tell, or it was found damaged before.</exception>
    public static void ThrowIfDamaged(Segment segment)
    {
        if (segment.State == SegmentState.Damaged)
        {
            throw ColdDamage.Error(segment);
        }

        if (segment.Cold?.Check(segment) is { } damage)
        {
            throw ColdDamage.Error(segment, damage.Reason);
        }

        // What another read found in a column that this one does not ask for: a partition answers as a whole or not at all.
        if (segment.TableDamage.Cause is { } cause)
        {
            throw ColdDamage.TableError(segment, cause);
        }
    }
}

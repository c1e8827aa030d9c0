using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Errors;
using TradeStore.Schema;
using TradeStore.Tiers.Warm;

namespace TradeStore.Reading;

/// <summary>What a query asks of a table, checked and in the store's own units; values always travel as parameters.</summary>
internal sealed class SeriesFilter
{
    private readonly List<(string Condition, string Value)> _texts = [];
    private readonly TableSchema _table;

    public SeriesFilter(TableSchema table, DateTime? from, DateTime? to)
    {
        _table = table;
        From = Microseconds(from, "From");
        To = Microseconds(to, "To");
        if (From > To)
        {
            throw new ArgumentException($"The range ends ({to:O}) before it starts ({from:O}).", nameof(to));
        }
    }

    /// <param name="table">The table.</param>
    /// <param name="times">The times that can match.</param>
    public SeriesFilter(TableSchema table, TimeRange times)
    {
        _table = table;
        From = times.From;
        To = times.To;
    }

    /// <summary>Gets the first time, included, in microseconds since 1970 UTC.</summary>
    public long? From { get; }

    /// <summary>Gets the end, excluded.</summary>
    public long? To { get; }

    public SeriesFilter Where(string column, IReadOnlyList<string> anyOf)
    {
        if (anyOf.Count > 0)
        {
            var first = _texts.Count;
            var name = TableDefinitionSql.Quote(_table.Columns[_table.Ordinal(column)].Name);
            var markers = string.Join(", ", anyOf.Select((_, i) => $"${first + i + 1}"));
            var condition = anyOf.Count == 1 ? $"{name} = {markers}" : $"{name} IN ({markers})";
            _texts.Add((condition, anyOf[0]));
            _texts.AddRange(anyOf.Skip(1).Select(text => ("", text)));
        }

        return this;
    }

    public SeriesFilter Where(string column, string? equal) => equal is null ? this : Where(column, [equal]);

    /// <summary>Returns the WHERE clause for a partition; its time bounds only where the partition reaches over them.</summary>
    public string Sql(Partition partition, bool mustStayWithin, string? extra = null)
    {
        var time = TableDefinitionSql.Time(_table);
        var conditions = _texts.Where(t => t.Condition.Length > 0).Select(t => t.Condition).ToList();
        if (From > partition.Start || (mustStayWithin && !(From > partition.Start)))
        {
            conditions.Add($"{time} >= {TableDefinitionSql.Timestamp(Math.Max(From ?? partition.Start, partition.Start))}");
        }

        if (To < partition.End || (mustStayWithin && !(To < partition.End)))
        {
            conditions.Add($"{time} < {TableDefinitionSql.Timestamp(Math.Min(To ?? partition.End, partition.End))}");
        }

        if (extra is not null)
        {
            conditions.Add(extra);
        }

        return conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
    }

    public void Bind(DuckDbStatement statement)
    {
        for (var i = 0; i < _texts.Count; i++)
        {
            statement.Bind(i + 1, _texts[i].Value);
        }
    }

    private static long? Microseconds(DateTime? time, string name)
    {
        if (time is not { } value)
        {
            return null;
        }

        if (value.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException($"{name} is {value:O} of kind {value.Kind}; only UTC is asked for.", name);
        }

        // A bound between two microseconds is the next one: nothing is stored in between.
        return TimestampConversion.ToMicroseconds(Model.UtcTime.ToMicroseconds(value)) + (value.Ticks % TimeSpan.TicksPerMicrosecond == 0 ? 0 : 1);
    }
}

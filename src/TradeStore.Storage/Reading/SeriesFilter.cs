using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading;

/// <summary>What a query asks of a table, checked and in the store's own units; values always travel as parameters.</summary>
internal sealed class SeriesFilter
{
    private readonly List<(int Column, IReadOnlyList<string> Values, int FirstParameter)> _texts = [];
    private readonly TableSchema _table;

    public SeriesFilter(TableSchema table, DateTime? from, DateTime? to)
    {
        _table = table;
        From = Microseconds(from, "From", up: false);
        To = Microseconds(to, "To", up: true);
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

    /// <summary>Restricts a text column to values; to none in particular when there are none.</summary>
    public SeriesFilter Where(string column, IReadOnlyList<string> anyOf)
    {
        if (anyOf.Count > 0)
        {
            _texts.Add((_table.Ordinal(column), anyOf, _texts.Sum(t => t.Values.Count) + 1));
        }

        return this;
    }

    public SeriesFilter Where(string column, string? equal) => equal is null ? this : Where(column, [equal]);

    /// <summary>Tells whether a segment can hold such rows, by what the manifest says of it.</summary>
    public bool MayHold(Segment segment) => MayHold(segment, ValuesOf);

    /// <summary>Tells whether a segment can hold rows with the key of one that is asked for: they may differ in what is not in the key.</summary>
    public bool MayHoldKey(Segment segment) => MayHold(segment, column => _table.FullKey.Contains(column) ? ValuesOf(column) : null);

    /// <summary>Tells whether a row that was corrected can be one that is asked for.</summary>
    public bool MayHold(CorrectedRow row) =>
        !(From > row.Time) && !(To <= row.Time) && _table.KeyTexts.Zip(row.Texts).All(text => MayBe(text.First, text.Second));

    /// <summary>Tells whether such rows of a segment come from one series, so that in the order of the cluster key they are in the order of time.</summary>
    public bool IsOneSeries(Segment segment) => ClusterRange.IsOneSeries(segment, ValuesOf);

    /// <summary>Tells whether a column is asked to have one value.</summary>
    public bool IsFixed(int column) => ValuesOf(column) is { Count: 1 };

    /// <summary>Returns the WHERE clause for a partition; its time bounds only where the partition reaches over them.</summary>
    public string Sql(Partition partition, bool mustStayWithin, params IEnumerable<string?> extra)
    {
        var time = TableDefinitionSql.Time(_table);
        var conditions = _texts.ConvertAll(Condition);
        if (From > partition.Start || (mustStayWithin && !(From > partition.Start)))
        {
            conditions.Add($"{time} >= {TableDefinitionSql.Timestamp(Math.Max(From ?? partition.Start, partition.Start))}");
        }

        if (To < partition.End || (mustStayWithin && !(To < partition.End)))
        {
            conditions.Add($"{time} < {TableDefinitionSql.Timestamp(Math.Min(To ?? partition.End, partition.End))}");
        }

        conditions.AddRange(extra.OfType<string>());
        return conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
    }

    /// <summary>Returns the conditions that hold for every row with the key of one that is asked for.</summary>
    public IEnumerable<string> KeyConditions()
    {
        var time = TableDefinitionSql.Time(_table);
        var conditions = _texts.Where(t => _table.FullKey.Contains(t.Column)).Select(Condition);
        return conditions
            .Concat(From is { } from ? [$"{time} >= {TableDefinitionSql.Timestamp(from)}"] : [])
            .Concat(To is { } to ? [$"{time} < {TableDefinitionSql.Timestamp(to)}"] : []);
    }

    public void Bind(DuckDbStatement statement)
    {
        foreach (var (_, values, first) in _texts)
        {
            for (var i = 0; i < values.Count; i++)
            {
                statement.Bind(first + i, values[i]);
            }
        }
    }

    private string Condition((int Column, IReadOnlyList<string> Values, int FirstParameter) text)
    {
        var name = TableDefinitionSql.Quote(_table.Columns[text.Column].Name);
        var markers = string.Join(", ", text.Values.Select((_, i) => $"${text.FirstParameter + i}"));
        return text.Values.Count == 1 ? $"{name} = {markers}" : $"{name} IN ({markers})";
    }

    private bool MayHold(Segment segment, Func<int, IReadOnlyList<string>?> valuesOf) => segment.Content is not { } content
        ? segment.Growing?.MayHold(valuesOf) ?? true
        : !(From > content.Latest) && !(To <= content.Earliest) && ClusterRange.MayHold(segment, valuesOf);

    private bool MayBe(int column, string value) => ValuesOf(column) is not { } values || values.Contains(value, StringComparer.Ordinal);

    private IReadOnlyList<string>? ValuesOf(int column) => _texts.Find(t => t.Column == column).Values;

    private static long? Microseconds(DateTime? time, string name, bool up)
    {
        if (time is not { } value)
        {
            return null;
        }

        if (value.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException($"{name} is {value:O} of kind {value.Kind}; only UTC is asked for.", name);
        }

        // Times are cut when they are stored, so that a bound between two microseconds is the wider one: no row of a time within the range is missed.
        return TimestampConversion.ToMicroseconds(UtcTime.ToMicroseconds(value)) + (up && value.Ticks % TimeSpan.TicksPerMicrosecond != 0 ? 1 : 0);
    }
}

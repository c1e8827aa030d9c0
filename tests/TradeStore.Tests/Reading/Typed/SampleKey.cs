using TradeStore.Storage.Reading.Typed;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>A column to sort by, in a query and in memory.</summary>
internal abstract class SampleKey
{
    public static IReadOnlyList<SampleKey> All { get; } =
    [
        new ColumnKey<DateTime>(s => s.At, null), new ColumnKey<DateTime>(s => s.At, null), new ColumnKey<DateTime>(s => s.At, null),
        new ColumnKey<string>(s => s.Symbol, StringComparer.Ordinal), new ColumnKey<string?>(s => s.Note, StringComparer.Ordinal), new ColumnKey<bool>(s => s.IsOpen, null),
        new ColumnKey<decimal>(s => s.Price, null), new ColumnKey<decimal?>(s => s.Limit, null), new ColumnKey<decimal?>(s => s.Total, null),
        new ColumnKey<long?>(s => s.Count, null), new ColumnKey<Guid?>(s => s.Link, null),
    ];

    public static SampleKey Id { get; } = new ColumnKey<long>(s => s.Id, null);

    public abstract TableQuery<Sample> Apply(TableQuery<Sample> query, bool isDescending, bool isFirst);

    public abstract IOrderedEnumerable<Sample> Apply(IEnumerable<Sample> rows, bool isDescending);
}

using System.Linq.Expressions;
using TradeStore.Reading.Typed;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>A column to sort by, in a query and in memory.</summary>
internal abstract class SampleKey
{
    public static IReadOnlyList<SampleKey> All { get; } =
    [
        new SampleKey<DateTime>(s => s.At, null), new SampleKey<DateTime>(s => s.At, null), new SampleKey<DateTime>(s => s.At, null),
        new SampleKey<string>(s => s.Symbol, StringComparer.Ordinal), new SampleKey<string?>(s => s.Note, StringComparer.Ordinal), new SampleKey<bool>(s => s.IsOpen, null),
        new SampleKey<decimal>(s => s.Price, null), new SampleKey<decimal?>(s => s.Limit, null), new SampleKey<decimal?>(s => s.Total, null),
        new SampleKey<long?>(s => s.Count, null), new SampleKey<Guid?>(s => s.Link, null),
    ];

    public static SampleKey Id { get; } = new SampleKey<long>(s => s.Id, null);

    public abstract TableQuery<Sample> Apply(TableQuery<Sample> query, bool isDescending, bool isFirst);

    public abstract IOrderedEnumerable<Sample> Apply(IEnumerable<Sample> rows, bool isDescending);
}

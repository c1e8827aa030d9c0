using System.Linq.Expressions;
using TradeStore.Storage.Reading.Typed;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>A column of one type to sort by.</summary>
internal sealed class ColumnKey<TKey>(Expression<Func<Sample, TKey>> column, IComparer<TKey>? comparer) : SampleKey
{
    private readonly Func<Sample, TKey> _value = column.Compile();

    public override TableQuery<Sample> Apply(TableQuery<Sample> query, bool isDescending, bool isFirst) => (isDescending, isFirst) switch
    {
        (false, true) => query.OrderBy(column),
        (true, true) => query.OrderByDescending(column),
        (false, false) => query.ThenBy(column),
        _ => query.ThenByDescending(column),
    };

    public override IOrderedEnumerable<Sample> Apply(IEnumerable<Sample> rows, bool isDescending) => (rows, isDescending) switch
    {
        (IOrderedEnumerable<Sample> ordered, false) => ordered.ThenBy(_value, comparer),
        (IOrderedEnumerable<Sample> ordered, true) => ordered.ThenByDescending(_value, comparer),
        (_, false) => rows.OrderBy(_value, comparer),
        _ => rows.OrderByDescending(_value, comparer),
    };
}

using System.Linq.Expressions;
using TradeStore.Schema;

namespace TradeStore.Ingest;

/// <summary>Finds the correlation id of a row, for its span; compiled when first asked for, which is never while nobody listens.</summary>
internal sealed class CorrelationId<TRow>(Table<TRow> table)
    where TRow : class
{
    private readonly Lazy<Func<TRow, object?>?> _getter = new(() => Compile(table));

    /// <summary>Returns the row's correlation id; <see langword="null"/> when it has none.</summary>
    public object? Of(TRow? row) => row is null ? null : _getter.Value?.Invoke(row);

    private static Func<TRow, object?>? Compile(Table<TRow> table) =>
        table.TypedColumns.FirstOrDefault(c => c.Definition.Name == "correlation_id")?.Member is { Expression: ParameterExpression row } member
            ? Expression.Lambda<Func<TRow, object?>>(Expression.Convert(member, typeof(object)), row).Compile()
            : null;
}

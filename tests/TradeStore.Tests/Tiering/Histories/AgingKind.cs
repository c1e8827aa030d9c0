using System.Linq.Expressions;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>What the model knows of the rows of a table.</summary>
internal sealed record AgingKind<TRow>
    where TRow : class
{
    private Func<TRow, bool>? _matches;

    public required Table<TRow> Table { get; init; }

    /// <summary>Gets what makes a row of a history that begins at a time; keys come again and again.</summary>
    public required Func<Random, DateTime, TRow> Make { get; init; }

    public required Func<TRow, DateTime> Time { get; init; }

    /// <summary>Gets the key of a row; <see langword="null"/> when it equals no other.</summary>
    public required Func<TRow, string?> Key { get; init; }

    /// <summary>Gets what goes before the order of arrival where rows of one key replace each other; nothing when left out.</summary>
    public Func<TRow, int> Precedence { get; init; } = _ => 0;

    /// <summary>Gets all of a row.</summary>
    public required Func<TRow, string> Text { get; init; }

    /// <summary>Gets the name by which series are told apart.</summary>
    public required Func<TRow, string> Series { get; init; }

    public required Func<Store, IReadOnlyList<TRow>, Task> Append { get; init; }

    /// <summary>Gets what reads a range by time: of one series, or of all.</summary>
    public required Func<Store, AgingTable, string?, Task<IReadOnlyList<TRow>>> Get { get; init; }

    /// <summary>Gets what streams the times of a range.</summary>
    public required Func<Store, AgingTable, IAsyncEnumerable<ColumnChunk>> Stream { get; init; }

    public required Func<Store, TableQuery<TRow>> Query { get; init; }

    /// <summary>Gets what reads the newest row of what a row belongs to.</summary>
    public required Func<Store, TRow, AgingTable, Task<TRow?>> Newest { get; init; }

    /// <summary>Gets whether two rows belong to the same, by which the newest is asked for.</summary>
    public required Func<TRow, TRow, bool> IsSame { get; init; }

    /// <summary>Gets a condition on a column that is in no key.</summary>
    public required Expression<Func<TRow, bool>> Condition { get; init; }

    /// <summary>Gets the column that is summed up.</summary>
    public required string NumberColumn { get; init; }

    public required Func<TRow, long> Number { get; init; }

    public bool Matches(TRow row) => (_matches ??= Condition.Compile())(row);
}

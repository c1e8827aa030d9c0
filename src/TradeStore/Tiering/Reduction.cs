using TradeStore.Reading;

namespace TradeStore.Tiering;

/// <summary>What stays of a table's rows once they are old: some of them, or sums of them.</summary>
/// <param name="After">The age from which on no more than that is kept.</param>
/// <param name="Description">What stays, in words.</param>
/// <param name="Sql">Returns the SELECT of what stays of a source, with the table's columns in their order.</param>
internal sealed record Reduction(TimeSpan After, string Description, Func<RowSource, string> Sql);

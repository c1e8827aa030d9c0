namespace TradeStore.Storage.Declarations;

/// <summary>A rule over several columns of a row.</summary>
/// <param name="Column">The column an error names.</param>
/// <param name="Value">The value an error shows.</param>
/// <param name="IsKept">Tells whether a row keeps the rule.</param>
/// <param name="Reason">What an error says.</param>
internal sealed record RowRule<TRow>(string Column, Func<TRow, object?> Value, Func<TRow, bool> IsKept, string Reason);

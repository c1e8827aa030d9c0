namespace TradeStore.Schema.Storage;

/// <summary>A row of <c>_tables</c>.</summary>
/// <param name="Text">The definition as it is kept.</param>
/// <param name="Table">The table made of it.</param>
/// <param name="IsChanging">Whether a crash may have come before every physical table had the columns of the definition.</param>
internal sealed record StoredDefinition(string Text, StoredTable Table, bool IsChanging);

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>What a footer says.</summary>
internal sealed class ParquetFigures
{
    public long Rows { get; set; }

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the smallest and the largest value of columns in each row group, as they are stored.</summary>
    public List<(string Column, byte[] Value)> Bounds { get; } = [];
}

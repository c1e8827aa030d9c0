namespace TradeStore.Model;

/// <summary>Which way a round trip of a backtest went; stored by its lower-case name.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "Long and short are the names of the field.")]
public enum TradeDirection
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>long</c>: bought first, sold then.</summary>
    Long,

    /// <summary><c>short</c>: sold first, bought back then.</summary>
    Short,
}

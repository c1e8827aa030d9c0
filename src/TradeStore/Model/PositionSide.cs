namespace TradeStore.Model;

/// <summary>Which way a position or a round trip is exposed; stored by its lower-case name.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "Long and short are the names of the field.")]
public enum PositionSide
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>long</c>: it gains when the price rises.</summary>
    Long,

    /// <summary><c>short</c>: it gains when the price falls.</summary>
    Short,

    /// <summary><c>flat</c>: it holds nothing.</summary>
    Flat,
}

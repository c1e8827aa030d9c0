namespace TradeStore.Import.Lean;

/// <summary>The kinds of security the importer reads, named as their folders are.</summary>
public enum LeanSecurityType
{
    /// <summary><c>equity</c>: prices scaled by 10,000.</summary>
    Equity = 0,

    /// <summary><c>forex</c>: quotes only.</summary>
    Forex,

    /// <summary><c>crypto</c>.</summary>
    Crypto,

    /// <summary><c>cfd</c>: quotes only, in forex's line format.</summary>
    Cfd,
}

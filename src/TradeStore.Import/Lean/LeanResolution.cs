namespace TradeStore.Import.Lean;

/// <summary>The resolutions of a LEAN folder, named as their folders are.</summary>
public enum LeanResolution
{
    /// <summary><c>tick</c>: single quotes and trades.</summary>
    Tick = 0,

    /// <summary><c>second</c>: bars of one second.</summary>
    Second,

    /// <summary><c>minute</c>: bars of one minute.</summary>
    Minute,

    /// <summary><c>hour</c>: bars of one hour.</summary>
    Hour,

    /// <summary><c>daily</c>: bars of one day.</summary>
    Daily,
}

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

namespace TradeStore.Tests.Trading;

internal enum FillKind
{
    /// <summary>A side and a size of its own.</summary>
    Any,

    /// <summary>A share of what is held, against it.</summary>
    Part,

    /// <summary>All that is held, against it.</summary>
    Whole,

    /// <summary>More than is held, against it.</summary>
    Turn,

    /// <summary>No fill but a market price.</summary>
    Mark,
}

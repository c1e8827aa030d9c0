namespace TradeStore.Model;

/// <summary>What became of a signal; stored by its lower-case name, in words joined by underscores.</summary>
public enum SignalOutcome
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>win</c>: its trade ended with a profit.</summary>
    Win,

    /// <summary><c>loss</c>: its trade ended with a loss.</summary>
    Loss,

    /// <summary><c>break_even</c>: its trade ended at zero.</summary>
    BreakEven,

    /// <summary><c>expired</c>: it was not executed in time.</summary>
    Expired,

    /// <summary><c>rejected</c>: a filter or the exchange refused it.</summary>
    Rejected,
}

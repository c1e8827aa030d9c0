namespace TradeStore.Model;

/// <summary>How grave an entry of a log is, as in <c>Microsoft.Extensions.Logging</c>; stored by its lower-case name.</summary>
public enum LogEntryLevel
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>trace</c>: every step; may hold what nobody else should see.</summary>
    Trace,

    /// <summary><c>debug</c>: for the developer.</summary>
    Debug,

    /// <summary><c>information</c>: what the application does.</summary>
    Information,

    /// <summary><c>warning</c>: unexpected, and the application goes on.</summary>
    Warning,

    /// <summary><c>error</c>: one operation failed.</summary>
    Error,

    /// <summary><c>critical</c>: the application cannot go on.</summary>
    Critical,
}

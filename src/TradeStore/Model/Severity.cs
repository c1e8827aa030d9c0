namespace TradeStore.Model;

/// <summary>How grave an event is; stored by its lower-case name.</summary>
public enum Severity
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>info</c>: worth knowing.</summary>
    Info,

    /// <summary><c>warning</c>: to be looked at.</summary>
    Warning,

    /// <summary><c>error</c>: something failed.</summary>
    Error,

    /// <summary><c>critical</c>: act now.</summary>
    Critical,
}

namespace TradeStore.Model;

/// <summary>Where an alert is in its life; stored by its lower-case name.</summary>
public enum AlertState
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>raised</c>: nobody has taken it yet.</summary>
    Raised,

    /// <summary><c>acknowledged</c>: somebody looks after it.</summary>
    Acknowledged,

    /// <summary><c>resolved</c>: its cause is gone.</summary>
    Resolved,
}

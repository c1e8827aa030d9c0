namespace TradeStore.Model;

/// <summary>What a bot does; stored by its lower-case name.</summary>
public enum BotStatus
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>registered</c>: known to the store, not yet started.</summary>
    Registered,

    /// <summary><c>running</c>: it trades.</summary>
    Running,

    /// <summary><c>paused</c>: it runs and opens no positions.</summary>
    Paused,

    /// <summary><c>stopped</c>: it was shut down.</summary>
    Stopped,

    /// <summary><c>error</c>: it stopped because something failed.</summary>
    Error,
}

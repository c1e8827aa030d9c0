namespace TradeStore.Model;

/// <summary>Why a snapshot was taken; stored by its lower-case name.</summary>
public enum SnapshotType
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>intraday</c>: at an interval within the day.</summary>
    Intraday,

    /// <summary><c>eod</c>: at the end of the day.</summary>
    Eod,

    /// <summary><c>manual</c>: because somebody asked for it.</summary>
    Manual,
}

using TradeStore.Configuration;
using TradeStore.Storage.Tiering;

namespace TradeStore.Tests.Tiering.Faults;

/// <summary>How a store comes to where something is due, what it is, and what there has to be before and behind it.</summary>
internal sealed record AgedScenario
{
    public required TieringAction Action { get; init; }

    public required string Table { get; init; }

    /// <summary>Gets what tells a row, as SQL.</summary>
    public required string Row { get; init; }

    public Action<StoreOptions> Change { get; init; } = _ => { };

    /// <summary>Gets a value indicating whether files are copied to an archive.</summary>
    public bool HasArchive { get; init; }

    /// <summary>Gets what writes the rows and has them age; the store is closed after, and what is due is due when it is opened again.</summary>
    public required Func<AgedStore, Task> Prepare { get; init; }

    /// <summary>Gets the rows that the store has before.</summary>
    public required IReadOnlyList<string> Before { get; init; }

    /// <summary>Gets the rows that the store has behind it.</summary>
    public required IReadOnlyList<string> Behind { get; init; }

    /// <summary>Gets the rows that the archive has at every moment.</summary>
    public IReadOnlyList<string> NeverLacking { get; init; } = [];

    /// <summary>Gets the rows that the archive has at last, each once.</summary>
    public IReadOnlyList<string> Archived { get; init; } = [];

    /// <summary>Gets the places at which the store has the rows of before.</summary>
    public required IReadOnlyList<FaultPlace> PlacesBefore { get; init; }

    /// <summary>Gets the places at which it has those of behind.</summary>
    public required IReadOnlyList<FaultPlace> PlacesBehind { get; init; }
}

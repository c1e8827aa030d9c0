using TradeStore.Storage.Tiers;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>A table and a plain model of the rows that it must have, in the range of one history.</summary>
internal abstract class AgingTable(string name, DateTime from)
{
    public string Name => name;

    public DateTime From => from;

    public DateTime To { get; } = from.AddMonths(3);

    /// <summary>Gets or sets a value indicating whether another history has begun, which has newer rows.</summary>
    public bool IsOver { get; set; }

    /// <summary>Gets or sets a value indicating whether tiering goes on.</summary>
    public bool IsMoving { get; set; }

    /// <summary>Gets how its partitions live, oldest first.</summary>
    public abstract IEnumerable<AgingLife> Lives { get; }

    /// <summary>Appends rows: new ones, late ones, and such whose key is there.</summary>
    public abstract Task AppendAsync(Store store, Random random);

    /// <summary>Notes that partitions may be removed from now on: one after the other, and none that takes rows before.</summary>
    public abstract void BeginRemoval(IReadOnlyCollection<AgingLife> lives);

    /// <summary>Notes which of them were removed.</summary>
    public abstract void EndRemoval(Func<AgingLife, bool> isRemoved);

    /// <summary>Returns a partition as the store has it.</summary>
    public abstract PartitionSegments? Find(Store store, AgingLife life);

    /// <summary>Compares everything that a read can tell with the model; nothing is written meanwhile.</summary>
    public abstract Task CheckAsync(Store store, string when);

    /// <summary>Reads while others write and move rows: sees a state between what was acknowledged before and what has begun since.</summary>
    public abstract Task ReadBesideAsync(Store store, Random random);
}

using TradeStore.Tests.Support;
using TradeStore.Tiering;
using TradeStore.Tiers;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>Brings a store to where a change can be made, and makes it: of all tables, one after the other.</summary>
internal sealed class AgingMoves(AgingMove move)
{
    private static readonly DateTime From = new(2024, 2, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly Random _random = Quick.Seeded((int)move + 1);

    public IReadOnlyList<AgingTable> Tables { get; } = AgingKinds.All(From);

    /// <summary>Gets a value indicating whether the rows become files.</summary>
    public bool IsToFiles => move is AgingMove.Export or AgingMove.MergeFiles;

    /// <summary>Gets a value indicating whether files are replaced.</summary>
    public bool LeavesFiles => move is AgingMove.MergeFiles or AgingMove.Restore;

    public async Task PrepareAsync(Store store)
    {
        await AppendAsync(store);
        await AppendAsync(store);
        foreach (var table in Tables)
        {
            if (move is AgingMove.Merge or AgingMove.Export)
            {
                await store.Tiering.SealAsync(table.Name, table.From, table.To);
            }
            else if (move != AgingMove.Seal)
            {
                await store.Tiering.ExportAsync(table.Name, table.From, table.To);
            }
        }

        if (move is AgingMove.Merge or AgingMove.MergeFiles or AgingMove.Restore)
        {
            await AppendAsync(store);
        }
    }

    public async Task AppendAsync(Store store)
    {
        foreach (var table in Tables)
        {
            await table.AppendAsync(store, _random);
        }
    }

    public async Task MakeAsync(Store store)
    {
        foreach (var table in Tables)
        {
            var report = await (move switch
            {
                AgingMove.Seal or AgingMove.Merge => store.Tiering.SealAsync(table.Name, table.From, table.To),
                AgingMove.Restore => store.Tiering.RestoreAsync(table.Name, table.From, table.To),
                _ => store.Tiering.ExportAsync(table.Name, table.From, table.To),
            });
            Assert.That(report.Failed, Is.Empty);
        }
    }

    public async Task CheckAsync(Store store, string when)
    {
        foreach (var table in Tables)
        {
            await table.CheckAsync(store, when);
        }
    }

    /// <summary>Tells whether every partition is what the change makes of it; rows that came for one that was back already stay beside it.</summary>
    public bool IsMade(Store store)
    {
        var tier = IsToFiles ? Tier.Cold : Tier.Warm;
        return Tables.All(t => store.Parts.Catalog!.TryGet(t.Name, out var table)
            && store.Parts.Maps!.Current.Partitions(table).All(p => p.Segments.All(s => s.Tier == tier && (move == AgingMove.Restore || s.State == SegmentState.Sealed))));
    }

    public static void Declare(TradeStore.Configuration.StoreOptions options)
    {
        foreach (var table in AgingKinds.Declared)
        {
            options.Tables.Add(table);
        }
    }
}

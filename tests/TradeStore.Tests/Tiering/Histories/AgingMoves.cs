using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>Brings a table of a store to where a change can be made, and makes it: of all its partitions, one after the other.</summary>
/// <param name="move">The change.</param>
/// <param name="turn">Which table: consecutive turns take one after the other, so that cases in turn meet all of them.</param>
internal sealed class AgingMoves(AgingMove move, int turn)
{
    private static readonly DateTime From = new(2024, 2, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly Random _random = Quick.Seeded((turn * 10) + (int)move + 1);

    public AgingTable Table { get; } = TableOf(turn);

    /// <summary>Tells whether the rows become files.</summary>
    public static bool IsToFiles(AgingMove move) => move is AgingMove.Export or AgingMove.MergeFiles;

    public async Task PrepareAsync(Store store)
    {
        await AppendAsync(store);
        await AppendAsync(store);
        if (move is AgingMove.Merge or AgingMove.Export)
        {
            await store.Tiering.SealAsync(Table.Name, Table.From, Table.To);
        }
        else if (move != AgingMove.Seal)
        {
            await store.Tiering.ExportAsync(Table.Name, Table.From, Table.To);
        }

        if (move is AgingMove.Merge or AgingMove.MergeFiles or AgingMove.Restore)
        {
            await AppendAsync(store);
        }
    }

    public Task AppendAsync(Store store) => Table.AppendAsync(store, _random);

    public async Task MakeAsync(Store store)
    {
        var report = await (move switch
        {
            AgingMove.Seal or AgingMove.Merge => store.Tiering.SealAsync(Table.Name, Table.From, Table.To),
            AgingMove.Restore => store.Tiering.RestoreAsync(Table.Name, Table.From, Table.To),
            _ => store.Tiering.ExportAsync(Table.Name, Table.From, Table.To),
        });
        Assert.That(report.Failed, Is.Empty);
    }

    public Task CheckAsync(Store store, string when) => Table.CheckAsync(store, when);

    /// <summary>Tells whether every partition is what the change makes of it; rows that came for one that was back already stay beside it.</summary>
    public bool IsMade(Store store)
    {
        var tier = IsToFiles(move) ? Tier.Cold : Tier.Warm;
        return store.Parts.Catalog!.TryGet(Table.Name, out var table)
            && store.Parts.Maps!.Current.Partitions(table).All(p => p.Segments.All(s => s.Tier == tier && (move == AgingMove.Restore || s.State == SegmentState.Sealed)));
    }

    public static void Declare(TradeStore.Configuration.StoreOptions options)
    {
        foreach (var table in AgingKinds.Declared)
        {
            options.Tables.Add(table);
        }
    }

    private static AgingTable TableOf(int turn)
    {
        var all = AgingKinds.All(From);
        return all[turn % all.Count];
    }
}

using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering.Faults;
using TradeStore.Tests.Tiering.Histories;

namespace TradeStore.Tests.Tiering;

/// <summary>
/// The engine's log is damaged or gone after rows have moved, so that the database is what it was at its last checkpoint: the segments it names are
/// there still, and the journal has what is missing. A case is of one table; each change meets them in turn.
/// </summary>
internal sealed class LostLogTests
{
    [Test]
    public async Task What_the_last_checkpoint_names_is_there_until_the_next_one([Values] AgingMove move, [Values(LogDamage.Gone, LogDamage.Garbled)] LogDamage damage)
    {
        using var folder = new TemporaryFolder();
        using var image = new TemporaryFolder();
        var moves = new AgingMoves(move, (int)move + (int)damage);
        await using (var store = await OpenAsync(folder, _ => { }))
        {
            await moves.PrepareAsync(store);
            await store.CheckpointAsync();

            // As long as it writes the engine makes no checkpoint, and it holds no map.
            using var writing = store.Parts.Database!.Connect();
            writing.Execute("BEGIN; INSERT INTO system_metadata (key, value, updated_at) VALUES ('test', 'uncommitted', now()::TIMESTAMP)");
            await moves.MakeAsync(store);
            await moves.AppendAsync(store);
            await moves.CheckAsync(store, "moved");
            await TendAsync(store);
            FolderImage.Copy(folder.Path, image.Path);
            writing.Execute("ROLLBACK");
        }

        await CheckAsync(image, moves, damage);
    }

    [Test]
    public async Task A_kill_at_a_switch_leaves_every_row_whatever_becomes_of_the_log(
        [Values] AgingMove move, [Values(WritingStep.Switching, WritingStep.Switched)] WritingStep step, [Values(LogDamage.None, LogDamage.Gone)] LogDamage damage)
    {
        using var folder = new TemporaryFolder();
        using var image = new TemporaryFolder();
        var moves = new AgingMoves(move, (int)move + (int)step + (2 * (int)damage));
        var kill = new InjectedFault(new FaultPlace(TieringPoint.Verified, step), () => FolderImage.Copy(folder.Path, image.Path));
        await using (var store = await OpenAsync(folder, kill.Watch))
        {
            await moves.PrepareAsync(store);
            kill.Arm();
            await moves.MakeAsync(store);
            await kill.HappenedAsync(store);
        }

        await CheckAsync(image, moves, damage);
    }

    private static async Task CheckAsync(TemporaryFolder image, AgingMoves moves, LogDamage damage)
    {
        Damage(Path.Combine(image.Path, "store.duckdb.wal"), damage);
        await using (var store = await OpenAsync(image, _ => { }))
        {
            Debris.Check(store);
            await moves.CheckAsync(store, $"with its log {damage}");
            await moves.MakeAsync(store);
            Assert.That(moves.IsMade(store), Is.True);
            await moves.CheckAsync(store, "moved again");
        }

        await using var again = await OpenAsync(image, _ => { });
        Debris.Check(again);
        await moves.CheckAsync(again, "reopened");
    }

    private static Task<Store> OpenAsync(TemporaryFolder folder, Action<StoreOptions> change) => Quick.OpenAsync(folder, options =>
    {
        options.Engine.Threads = 1;
        AgingMoves.Declare(options);
        change(options);
    });

    private static void Damage(string log, LogDamage damage)
    {
        if (!File.Exists(log))
        {
            return;
        }

        switch (damage)
        {
            case LogDamage.Gone:
                File.Delete(log);
                break;
            case LogDamage.CutInHalf:
                using (var file = File.OpenWrite(log))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            case LogDamage.Garbled:
                var bytes = File.ReadAllBytes(log);
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(log, bytes);
                break;
            default:
                break;
        }
    }

    // What has left is dropped when the writer has nothing else to do.
    private static async Task TendAsync(Store store)
    {
        for (var i = 0; i < 3; i++)
        {
            await store.Parts.Applier!.RequestAsync(writer => writer.TryCheckpointAsync());
        }
    }
}

using System.Diagnostics;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests.Opening;

/// <summary>A named pipe where a file belongs is not waited for: opening it would take as long as nobody is at its other end.</summary>
[Platform(Include = "Linux,MacOsX")]
internal sealed class PipeTests
{
    // Not a measure of speed: what takes so long will never end.
    private static readonly TimeSpan Endless = TimeSpan.FromMinutes(1);
    private ColdStore _cold = null!;

    [SetUp]
    public async Task MakeAsync()
    {
        _cold = await ColdStore.OpenAsync();
        await _cold.Store.DisposeAsync();
    }

    [TearDown]
    public async Task RemoveAsync() => await _cold.DisposeAsync();

    [TestCase("store.duckdb")]
    [TestCase("store.holder")]
    [TestCase("store.blocks")]
    [TestCase("journal")]
    [TestCase("cold")]
    [TestCase("quarantine")]
    public async Task One_in_the_place_of_what_the_store_cannot_do_without_is_refused(string name)
    {
        Put(name);
        var error = await Assert.CatchAsync<TradeStoreException>(() => Store.OpenAsync(_cold.Root, Quick.Options()).WaitAsync(Endless));
        Assert.That((error!.Code, error.Message.Contains($"'{name}'", StringComparison.Ordinal)), Is.EqualTo((TradeStoreErrorCode.StoreInaccessible, true)), error.Message);
    }

    [TestCase("store.lock")]
    [TestCase("store.mark")]
    [TestCase("store.duckdb.wal")]
    [TestCase("store.duckdb.checkpoint.wal")]
    [TestCase("journal/00000000000000000001.log")]
    [TestCase("journal/00000000000000009999.log")]
    [TestCase("cold/market_ticks/20240305/1-0123456789abcdef0123456789abcdef.parquet")]
    [TestCase("staging/ID/1-0123456789abcdef0123456789abcdef.parquet")]
    [TestCase("temp/duckdb_temp_storage-0.tmp")]
    public async Task One_in_the_place_of_what_can_be_missing_keeps_no_store_closed(string name)
    {
        Put(name.Replace("ID", $"{_cold.Store.Parts.Tiering!.StoreId}", StringComparison.Ordinal));
        await using var store = await Store.OpenAsync(_cold.Root, Quick.Options(o => o.OnDamage = DamagePolicy.AcceptDataLoss)).WaitAsync(Endless);
        await store.Ticks.AppendAsync(Some.Quote(1)).AsTask().WaitAsync(Endless);
        Assert.That(await store.Ticks.LatestAsync("NASDAQ", "AAPL").WaitAsync(Endless), Is.Not.Null);
    }

    [Test]
    public async Task One_in_the_place_of_a_Parquet_file_is_damage_that_reads_and_verification_name()
    {
        var file = _cold.FirstFile;
        Put(Path.GetRelativePath(_cold.Root, file));
        await using var store = await Store.OpenAsync(_cold.Root, Quick.Options()).WaitAsync(Endless);

        Assert.That(store.GetHealth().DamagedFiles, Is.EqualTo(1));
        var verified = await store.VerifyAsync(TradeStore.Storage.Verification.VerificationLevel.Checksums).WaitAsync(Endless);
        Assert.That($"{string.Join(' ', verified.Findings)}", Does.Contain(Path.GetFileName(file)));
    }

    private void Put(string name)
    {
        var path = Path.Combine(_cold.Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        File.Delete(path);
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.That(made.ExitCode, Is.Zero);
    }
}

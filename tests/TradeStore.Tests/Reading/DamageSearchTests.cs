using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Reading;
using TradeStore.Tables;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests.Reading;

internal sealed class DamageSearchTests
{
    [Test]
    public async Task Only_files_that_the_failed_statement_reads_are_to_blame()
    {
        await using var cold = await ColdStore.OpenAsync();
        Damages.Apply(cold, DamagedFile.Missing);
        var map = cold.Store.Parts.Maps!.Current;
        var ofWarm = Failure($"SELECT * FROM {cold.Segments[2].Location}");

        Assert.That(new DamageSearch(map, [TickTable.Definition]).Find(ofWarm, () => false), Is.Null);
        Assert.That(new DamageSearch(map, [TickTable.Definition]).Find(Failure($"FROM {cold.First.Location}"), () => false)!.Message, Does.Contain(cold.First.File!));
        Assert.That(new DamageSearch(map, [TickTable.Definition], isCallers: true).Find(Failure("FROM market_ticks"), () => false)!.Message, Does.Contain(cold.First.File!));
        Assert.That(new DamageSearch(map, [BarTable.Definition], isCallers: true).Find(Failure("FROM ohlcv_bars"), () => false), Is.Null);
    }

    [Test]
    public async Task A_callers_own_mistake_has_no_file_read_to_its_end()
    {
        await using var cold = await ColdStore.OpenAsync();
        Damages.Apply(cold, DamagedFile.FlippedBit);
        var search = new DamageSearch(cold.Store.Parts.Maps!.Current, [TickTable.Definition], isCallers: true);
        var looks = 0;
        bool Look() => ++looks < 0;

        Assert.That(search.Find(new DuckDbException(DuckDBErrorType.Conversion, "Conversion Error: no number", "FROM market_ticks"), Look), Is.Null);
        Assert.That(looks, Is.Zero);
        Assert.That(search.Find(new DuckDbException(DuckDBErrorType.Invalid, "Invalid Error: TProtocolException: Invalid data", "FROM market_ticks"), Look)!.Message, Does.Contain("SHA-256"));
    }

    private static DuckDbException Failure(string sql) => new(DuckDBErrorType.OutOfRange, "Out of Range Error: too large", sql);
}

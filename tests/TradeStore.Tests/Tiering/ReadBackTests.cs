using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>What is written of a partition is compared with what was read of it before it takes its place.</summary>
internal sealed class ReadBackTests
{
    private const int Rows = 500;

    [Test]
    public async Task Values_that_two_rows_have_exchanged_in_the_file_are_noticed_and_the_partition_stays_as_it_was([Values] bool isSealedBefore)
    {
        using var folder = new TemporaryFolder();
        var isArmed = false;
        await using var store = await Quick.OpenAsync(folder, options => options.Tiering.Reached = point =>
        {
            if (isArmed && point == TieringPoint.Built)
            {
                Exchange(Directory.EnumerateFiles(Path.Combine(folder.Path, "staging"), "*", SearchOption.AllDirectories).Single());
            }
        });
        await store.Ticks.AppendAsync(Some.Quotes(Rows));
        if (isSealedBefore)
        {
            await store.Tiering.SealAsync("market_ticks", Some.Day, Some.Day.AddDays(1));
        }

        isArmed = true;
        var failure = (await store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1))).Failed.Single();

        Assert.That(failure.Cause, Is.TypeOf<StoreCorruptException>());
        Assert.That(failure.Cause.Message, Does.Contain("the values of its rows are not those that were written"));
        Assert.That(store.GetHealth().DamagedFiles, Is.Zero);
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { (long)Rows }));
        isArmed = false;
        Assert.That((await store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1))).Done, Has.Count.EqualTo(1));
    }

    // Each column holds what it held, and two rows are others.
    private static void Exchange(string file)
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        session.Execute(
            $"""
            COPY (
                SELECT * EXCLUDE (n) REPLACE (CASE n WHEN 1 THEN lead(bid_price) OVER (ORDER BY n) WHEN 2 THEN lag(bid_price) OVER (ORDER BY n) ELSE bid_price END AS bid_price)
                FROM (SELECT *, row_number() OVER () AS n FROM read_parquet('{file}')) ORDER BY n
            ) TO '{file}.other' (FORMAT parquet)
            """);
        File.Move($"{file}.other", file, overwrite: true);
    }
}

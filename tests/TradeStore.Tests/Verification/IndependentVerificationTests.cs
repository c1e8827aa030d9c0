using System.Security.Cryptography;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;
using TradeStore.Storage.Verification;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Verification;

/// <summary>What only another reader finds than the engine, or only a hash of all columns of a row.</summary>
internal sealed class IndependentVerificationTests
{
    // As the engine would have written it, had it exchanged two values or altered one.
    private const string Exchanged = "CASE n WHEN 11 THEN lead(bid_price) OVER (ORDER BY n) WHEN 12 THEN lag(bid_price) OVER (ORDER BY n) ELSE bid_price END AS bid_price";
    private const string Altered = "(bid_size + (n = 5)::INTEGER)::DECIMAL(18,8) AS bid_size";

    [Test]
    public async Task Two_values_that_were_exchanged_when_a_file_was_written_are_found()
    {
        await using var cold = await ColdStore.OpenAsync();
        var first = cold.First;
        var before = (await PricesAsync(cold), await RowsAsync(cold));
        await ReplaceAsync(cold, Exchanged);
        Assert.That((await PricesAsync(cold), await RowsAsync(cold)), Is.EqualTo(before), "each column has the values that it had");
        Assert.That(cold.First.FooterSha256, Is.Not.EqualTo(first.FooterSha256));

        Assert.That((await cold.Store.VerifyAsync(VerificationLevel.Checksums)).Findings, Is.Empty, "the manifest says of the file that it was written so");
        foreach (var level in new[] { VerificationLevel.Content, VerificationLevel.Independent })
        {
            var finding = (await cold.Store.VerifyAsync(level)).Findings.Single();
            Assert.That((finding.Kind, finding.Partition), Is.EqualTo((VerificationFindingKind.WrongContent, first.Partition.Name)), $"{level}");
            Assert.That(finding.What, Does.Contain("the values of its rows are not those that were written"));
        }

        // The engine may be wrong in reading as it was in writing: then only the last level finds it.
        var read = await ParquetFileReading.ReadAsync(cold.FirstFile, cold.First, CancellationToken.None);
        Assert.That(ContentReading.Difference(first.Content!, read), Does.Contain("values of its rows"));
    }

    [Test]
    public async Task Other_rows_of_the_same_bounds_are_found([Values(Altered, "CASE n WHEN 5 THEN 'x' ELSE source END AS source", "CASE WHEN n <> 5 THEN ask_size END AS ask_size", "CASE n WHEN 5 THEN ['@', ''] ELSE conditions END AS conditions")] string change)
    {
        await using var cold = await ColdStore.OpenAsync();
        await ReplaceAsync(cold, change);

        var read = await ParquetFileReading.ReadAsync(cold.FirstFile, cold.First, CancellationToken.None);

        Assert.That((read.Rows, read.Earliest, read.Latest), Is.EqualTo((cold.First.Content!.Rows, cold.First.Content.Earliest, cold.First.Content.Latest)));
        Assert.That(ContentReading.Difference(cold.First.Content!, read), Does.Contain("values of its rows"));
    }

    [Test]
    public async Task What_Parquet_Net_reads_is_what_the_engine_reads_and_counts()
    {
        await using var cold = await ColdStore.OpenAsync();
        foreach (var segment in cold.Segments.Concat(cold.Store.Parts.Maps!.Current.Segments(BarTable.Definition)).Where(s => s.File is not null))
        {
            var read = await ParquetFileReading.ReadAsync(cold.FullPath(segment), segment, CancellationToken.None);
            Assert.That(read, Is.EqualTo(segment.Content! with { First = [], Last = [], Heads = null }).Using<SegmentContent>((a, b) => (a.Rows, a.Earliest, a.Latest, a.RawBytes, a.ValueHash) == (b.Rows, b.Earliest, b.Latest, b.RawBytes, b.ValueHash)));
            Assert.That(segment.Content!.ValueHash, Is.Not.Null);
        }
    }

    [Test]
    public async Task Flipped_bits_that_the_engine_reads_without_an_error_are_found_by_another_reader()
    {
        await using var cold = await ColdStore.OpenAsync();
        var (segment, copy, random) = (cold.First, Path.Combine(cold.Root, "flipped.parquet"), Quick.Seeded(283));
        var bytes = await File.ReadAllBytesAsync(cold.FirstFile);
        var values = bytes.Length - 8 - BitConverter.ToInt32(bytes, bytes.Length - 8);
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        var (silent, found) = (0, 0);
        for (var i = 0; i < 300; i++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[random.Next(4, values)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(copy, flipped);
            try
            {
                var engines = ContentReading.Read(session, segment.Table, segment.WrittenColumns, ParquetScan.Of(segment.Table, copy, segment.ColumnCount));
                if (ContentReading.Difference(segment.Content!, engines) is null)
                {
                    // Nothing that is a value.
                    continue;
                }
            }
            catch (Exception exception) when (exception is DuckDbException or InvalidCastException)
            {
                continue;
            }

            silent++;
            try
            {
                found += ContentReading.Difference(segment.Content!, await ParquetFileReading.ReadAsync(copy, segment, CancellationToken.None)) is null ? 0 : 1;
            }
            catch (InvalidDataException)
            {
                found++;
            }
        }

        await TestContext.Out.WriteLineAsync($"{silent} of 300 flipped bits are read by the engine as other values without an error");
        Assert.That(silent, Is.GreaterThan(10));
        Assert.That(found, Is.EqualTo(silent));
    }

    [Test]
    public async Task Garbage_ends_in_an_error()
    {
        await using var cold = await ColdStore.OpenAsync();
        var (segment, copy, random) = (cold.First, Path.Combine(cold.Root, "garbage.parquet"), Quick.Seeded(1));
        var bytes = await File.ReadAllBytesAsync(cold.FirstFile);
        var values = bytes.Length - 8 - BitConverter.ToInt32(bytes, bytes.Length - 8);
        for (var i = 0; i < 50; i++)
        {
            var garbage = (byte[])bytes.Clone();
            random.NextBytes(garbage.AsSpan(random.Next(4, values / 2), values / 2));
            await File.WriteAllBytesAsync(copy, garbage);
            try
            {
                var read = await ParquetFileReading.ReadAsync(copy, segment, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
                Assert.That(ContentReading.Difference(segment.Content!, read), Is.Not.Null);
            }
            catch (InvalidDataException)
            {
                // Told.
            }
        }
    }

    [Test]
    public async Task It_is_given_up_between_two_columns()
    {
        await using var cold = await ColdStore.OpenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => (Task)ParquetFileReading.ReadAsync(cold.FirstFile, cold.First, cancelled.Token));
        await Assert.CatchAsync<OperationCanceledException>(() => (Task)cold.Store.VerifyAsync(VerificationLevel.Independent, cancellationToken: cancelled.Token));
        Assert.That(cold.First.State, Is.EqualTo(SegmentState.Sealed));
        Assert.That((await cold.Store.VerifyAsync(VerificationLevel.Independent, cancellationToken: CancellationToken.None)).Findings, Is.Empty, "it can be asked again");
    }

    private static async Task<long> PricesAsync(ColdStore cold) => (await cold.Store.QueryAsync<long>("SELECT sum(bid_price * 1000)::BIGINT FROM market_ticks"))[0];

    private static async Task<long> RowsAsync(ColdStore cold) => (await cold.Store.QueryAsync<long>("SELECT count(*) FROM market_ticks"))[0];

    private static Task ChangeAsync(ColdStore cold, Segment before, Segment after) =>
        cold.Store.Parts.Tiering!.AskAsync(writer => writer.Changes.Replace([cold.Store.Parts.Maps!.Current.Find(before)!], [after]));

    // Another file in the place of the first day's, of which the manifest says all that it says of files, but what they hold.
    private static async Task ReplaceAsync(ColdStore cold, string replaced)
    {
        var (first, path) = (cold.First, cold.FirstFile);
        using (var instance = DuckDbInstance.Open(":memory:"))
        using (var session = instance.Connect())
        {
            session.Execute(
                $"""
                COPY (SELECT * EXCLUDE (n) REPLACE ({replaced}) FROM (SELECT *, row_number() OVER () AS n FROM read_parquet('{path}')) ORDER BY n)
                TO '{path}.other' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2, ROW_GROUP_SIZE {ParquetCopy.RowGroup})
                """);
        }

        File.Move($"{path}.other", path, overwrite: true);
        var after = first with
        {
            Cold = first.Cold!.Anew(),
            Bytes = new FileInfo(path).Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path))),
            FooterSha256 = ParquetFooter.Read(path).Sha256,
        };
        await ChangeAsync(cold, first, after);
    }
}

using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Verification;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Numbers;

internal sealed class NumberPrecisionTests
{
    private static readonly DateTime From = Some.Day;
    private static readonly DateTime To = Some.Day.AddDays(1);

    // The finest and the largest that each holds, and what markets have.
    private static readonly TestCaseData[] Ticks =
    [
        new TestCaseData(NumberPrecision.Standard, "187.13000001", "9999999999.99999999", "99999999999999999999.99999999"),
        new TestCaseData(NumberPrecision.Crypto, "0.00000000023", "250000000000", "99999999999999999999.99999999"),
        new TestCaseData(NumberPrecision.Crypto, "9999999999999999.999999999999", "99999999999999999999.99999999", "0.00000001"),
        new TestCaseData(NumberPrecision.Token, "0.000000000231499", "250000000000", "99999999999999999999"),
        new TestCaseData(NumberPrecision.Token, "-1.000000000000000001", "0.123456789012345678", "9999999999.123456789012345678"),
    ];

    [TestCaseSource(nameof(Ticks))]
    public async Task A_tick_is_exact_in_memory_in_tables_in_files_and_back_and_when_the_journal_is_replayed(NumberPrecision precision, string price, string size, string volume)
    {
        using var folder = new TemporaryFolder();
        var tick = Some.Quote(1) with { BidPrice = decimal.Parse(price), BidSize = decimal.Parse(size), Volume = decimal.Parse(volume), LastPrice = decimal.Parse(price), LastSize = 1 };
        var store = await Quick.OpenAsync(folder, o => o.Precision = precision);
        try
        {
            await store.Ticks.AppendAsync([tick, Some.Quote(2)]);
            var fingerprint = await store.Backtests.FingerprintAsync(["market_ticks"], From, To);
            await CheckAsync(store, tick, "memtable");
            await store.CheckpointAsync();
            await CheckAsync(store, tick, "open");
            await store.Tiering.SealAsync("market_ticks", From, To);
            await CheckAsync(store, tick, "sealed");
            await store.Ticks.AppendAsync(Some.Quote(3));
            await store.Tiering.ExportAsync("market_ticks", From, To);
            await CheckAsync(store, tick, "cold");
            Assert.That((await store.VerifyAsync(VerificationLevel.Independent)).Findings, Is.Empty);
            await store.Ticks.AppendAsync(Some.Quote(4));
            await store.Tiering.ExportAsync("market_ticks", From, To);
            await CheckAsync(store, tick, "merged");
            await store.Tiering.RestoreAsync("market_ticks", From, To);
            await CheckAsync(store, tick, "restored");
            Assert.That((await store.Backtests.FingerprintAsync(["market_ticks"], From, Some.Quote(3).Timestamp)).Parts[0].ContentHash, Is.EqualTo(fingerprint.Parts[0].ContentHash));

            var bar = Some.Bar(1) with { Low = tick.BidPrice.Value, Open = tick.BidPrice.Value, Close = tick.BidPrice.Value, High = Math.Max(tick.BidPrice.Value, 1), Volume = tick.Volume.Value };
            await store.Bars.AppendAsync(bar);
            using var killed = new TemporaryFolder();
            FolderImage.Copy(folder.Path, killed.Path);
            await using var replayed = await Quick.OpenAsync(killed);
            Assert.That(replayed.Precision, Is.EqualTo(precision));
            await CheckAsync(replayed, tick, "replayed");
            Assert.That((await replayed.Bars.GetAsync("NASDAQ", "AAPL", Timeframe.OneMinute, From, To)).Select(b => (b.Open, b.Volume)), Is.EqualTo(new[] { (bar.Open, bar.Volume) }));
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    [TestCase(NumberPrecision.Standard, "0.000000001", "1")]
    [TestCase(NumberPrecision.Standard, "10000000000", "1")]
    [TestCase(NumberPrecision.Crypto, "0.0000000000001", "1")]
    [TestCase(NumberPrecision.Crypto, "1", "0.000000001")]
    [TestCase(NumberPrecision.Token, "0.0000000000000000001", "1")]
    [TestCase(NumberPrecision.Token, "100000000000000000000", "1")]
    public async Task What_does_not_fit_exactly_is_refused_by_name(NumberPrecision precision, string price, string size)
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Precision = precision);

        var error = await Assert.ThrowsAsync<InvalidRowException>(async () => await store.Ticks.AppendAsync(Some.Quote(1) with { BidPrice = decimal.Parse(price), BidSize = decimal.Parse(size) }));

        Assert.That(error!.Column, Is.EqualTo(price == "1" ? "bid_size" : "bid_price"));
        Assert.That(error.Message, Does.Contain(NumberFormats.Of(precision, price == "1" ? NumberRole.Size : NumberRole.Price).ToString()));
    }

    [Test]
    public async Task A_number_too_long_for_its_scale_is_read_without_its_zeros_and_one_that_no_decimal_holds_is_named()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Precision = NumberPrecision.Token);
        await store.Ticks.AppendAsync(Some.Quote(1) with { LastPrice = 1, LastSize = 250_000_000_000m });

        Assert.That((await store.Ticks.LatestAsync("NASDAQ", "AAPL"))!.LastSize!.Value.ToString(), Is.EqualTo("250000000000"));
        Assert.That(await store.QueryAsync<string>("SELECT CAST(last_size AS VARCHAR) FROM market_ticks"), Is.EqualTo(new[] { "250000000000.000000000000000000" }));
        var error = await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<decimal>("SELECT last_size + 0.000000000000000001 AS longer FROM market_ticks"));
        Assert.That(error!.Message, Does.Contain("'longer'").And.Contain("250000000000000000000000000001 / 10^18").And.Contain("VARCHAR"));
        await foreach (var chunk in store.Ticks.StreamAsync(new TradeStore.Repositories.TickQuery { Columns = ["last_size"] }))
        {
            Assert.That(chunk.Values<Int128>(0)[0], Is.EqualTo(Int128.Parse("250000000000000000000000000000")));
            Assert.That(chunk.GetDecimal(0, 0), Is.EqualTo(250_000_000_000m));
        }
    }

    [Test]
    public async Task The_precision_stays_as_the_store_was_made_and_another_one_is_refused_without_a_change()
    {
        using var folder = new TemporaryFolder();
        await using (await Quick.OpenAsync(folder, o => o.Precision = NumberPrecision.Crypto))
        {
        }

        var before = FolderImage.Of(folder.Path);
        var error = await Assert.ThrowsAsync<InvalidConfigurationException>(() => Quick.OpenAsync(folder, o => o.Precision = NumberPrecision.Token));
        Assert.That(error!.Message, Does.Contain("Precision is Token, and the store was made with Crypto"));
        Assert.That(FolderImage.Of(folder.Path), Is.EqualTo(before));
        await using var store = await Quick.OpenAsync(folder);
        Assert.That(store.Precision, Is.EqualTo(NumberPrecision.Crypto));
    }

    [Test]
    public async Task A_store_that_nobody_said_a_word_about_is_Standard_and_opens_as_such()
    {
        using var folder = new TemporaryFolder();
        await using (var store = await Quick.OpenAsync(folder))
        {
            Assert.That(store.Precision, Is.EqualTo(NumberPrecision.Standard));
        }

        await using var again = await Quick.OpenAsync(folder, o => o.Precision = NumberPrecision.Standard);
        Assert.That(again.OpenReport.IsNew, Is.False);
    }

    private static async Task CheckAsync(Store store, Tick tick, string where)
    {
        var read = (await store.Ticks.GetAsync(tick.Exchange, tick.Symbol, From, To))[0];
        Assert.That((read.BidPrice, read.BidSize, read.Volume, read.LastPrice), Is.EqualTo((tick.BidPrice, tick.BidSize, tick.Volume, tick.LastPrice)), where);
        var asked = await store.QueryAsync<decimal>("SELECT bid_size FROM market_ticks WHERE bid_price = $price AND volume = $volume", new { price = tick.BidPrice, volume = tick.Volume });
        Assert.That(asked, Is.EqualTo(new[] { tick.BidSize!.Value }), where);
        Assert.That(await store.QueryAsync<decimal>("SELECT sum(bid_price) FROM market_ticks WHERE last_size = 1"), Is.EqualTo(new[] { tick.BidPrice!.Value }), where);
    }
}

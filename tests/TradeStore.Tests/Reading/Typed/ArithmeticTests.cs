using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>Where numbers end: digits, zeros, missing values.</summary>
internal sealed class ArithmeticTests
{
    private const decimal Largest = 9_999_999_999.99999999m;
    private static readonly DateTime At = new(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Test]
    public async Task Numbers_at_the_end_of_their_columns_are_exact()
    {
        await using var store = await SampleStore.OpenAsync([Row(1) with { Price = Largest, Total = 2.5m }, Row(2) with { Price = -Largest }]);
        foreach (var query in new[] { store.State, store.Series })
        {
            Assert.That(await query.Where(s => s.Price + s.Price == 2 * Largest).Select(s => s.Id).ToListAsync(), Is.EqualTo(new[] { 1L }));
            Assert.That(await query.Where(s => s.Price - 0.00000001m < -Largest).Select(s => s.Id).ToListAsync(), Is.EqualTo(new[] { 2L }));
            Assert.That(await query.Where(s => s.Price * s.Price > 99_999_999_999_999_999_799m && s.Price * s.Price < 99_999_999_999_999_999_801m).CountAsync(), Is.EqualTo(2));
            Assert.That(await query.Where(s => s.Price * s.Price == 1m).CountAsync(), Is.Zero, "bounds are of another scale");
            Assert.That(await query.Where(s => s.Price * s.Price > decimal.MaxValue).CountAsync(), Is.Zero);
            Assert.That(await query.Where(s => s.Price * s.Price > decimal.MinValue).CountAsync(), Is.EqualTo(2));
            Assert.That(await query.SumAsync(s => s.Price), Is.Zero);
            Assert.That(await query.Where(s => s.Id == 1).SumAsync(s => s.Price * 2), Is.EqualTo(2 * Largest));
            Assert.That(await query.Where(s => -s.Price > 0).Select(s => -s.Price).SingleOrDefaultAsync(), Is.EqualTo(Largest));
        }
    }

    [Test]
    public async Task What_does_not_fit_is_an_error_and_never_another_number()
    {
        await using var store = await SampleStore.OpenAsync([Row(1) with { Price = Largest, Total = 99_999_999_999_999_999_999m, Count = long.MaxValue }, Row(2) with { Price = Largest, Total = 99_999_999_999_999_999_999m, Count = long.MaxValue }]);
        foreach (var query in new[] { store.State, store.Series })
        {
            await FailsAsync(() => query.Where(s => s.Count + s.Count > 0).CountAsync(), "Overflow");
            await FailsAsync(() => query.Select(s => s.Count * 2).ToListAsync(), "Overflow");
            await FailsAsync(() => query.Select(s => s.Total * s.Total * s.Total).ToListAsync(), "Overflow");
            await FailsAsync(() => query.SumAsync(s => s.Count), "out of range");
            await FailsAsync(() => query.Where(s => s.Price * s.Price * s.Price > 1).CountAsync(), "Overflow");
            Assert.That((await Assert.ThrowsAsync<InvalidQueryException>(() => query.Select(s => s.Price * s.Price).ToListAsync()))!.Message, Does.Contain("(s.Price * s.Price)").And.Contain("28"));
            Assert.That(
                Assert.Throws<InvalidQueryException>(() => query.Where(s => s.Price * s.Price * s.Price * s.Price * s.Price > 1))!.Message, Does.Contain("40 decimals"));
            Assert.That(await query.SumAsync(s => (decimal?)s.Count), Is.EqualTo(2m * long.MaxValue), "as decimals they fit");
        }
    }

    [Test]
    public async Task A_division_by_zero_and_what_is_missing_give_nothing()
    {
        await using var store = await SampleStore.OpenAsync(
        [
            Row(1) with { Price = 7, Limit = 2, Total = 0, Count = 0 }, Row(2) with { Price = -7, Limit = 2, Total = 3, Count = 2 }, Row(3) with { Price = 5, Limit = null, Total = null, Count = null },
        ]);
        long? none = null;
        foreach (var query in new[] { store.State, store.Series })
        {
            var ids = query.OrderBy(s => s.Id);
            Assert.That(await ids.Select(s => s.Price / s.Total).ToListAsync(), Is.EqualTo(new decimal?[] { null, -2.333333333333m, null }).Using<decimal?>((x, y) => x is null == y is null && Math.Abs((x - y) ?? 0) < 0.00000001m));
            Assert.That(await ids.Select(s => s.Price % s.Limit).ToListAsync(), Is.EqualTo(new decimal?[] { 1, -1, null }));
            Assert.That(await ids.Select(s => s.Id / s.Count).ToListAsync(), Is.EqualTo(new long?[] { null, 1, null }));
            Assert.That(await ids.Select(s => (s.Id - 4) / 2).ToListAsync(), Is.EqualTo(new long[] { -1, -1, 0 }), "cut towards zero");
            Assert.That(await ids.Where(s => s.Price / s.Total < 100).Select(s => s.Id).ToListAsync(), Is.EqualTo(new[] { 2L }));
            Assert.That(await ids.Where(s => !(s.Price / s.Total < 100)).Select(s => s.Id).ToListAsync(), Is.EqualTo(new[] { 1L, 3L }));
            Assert.That(await ids.Where(s => s.Price / s.Total == null).Select(s => s.Id).ToListAsync(), Is.EqualTo(new[] { 1L, 3L }));
            Assert.That(await ids.Where(s => (s.Limit * 2).HasValue).CountAsync(), Is.EqualTo(2));
            Assert.That(await ids.Where(s => s.Id + none > 0).CountAsync(), Is.Zero);
            Assert.That(await ids.Where(s => s.Count != s.Id - 0).CountAsync(), Is.EqualTo(2), "a missing value is different from every value");
            Assert.That(await query.OrderBy(s => s.Price / s.Total).ThenBy(s => s.Id).Select(s => s.Id).ToListAsync(), Is.EqualTo(new[] { 1L, 3L, 2L }), "what is missing comes first");
            Assert.That(await ids.Where(s => (double)s.Id / 0 > 1e300).CountAsync(), Is.EqualTo(3), "infinity, as in C#");
            Assert.That(await ids.Where(s => ((double)s.Id - s.Id) / 0 > 1).CountAsync(), Is.Zero, "no number is greater than none");
            Assert.That((await Assert.ThrowsAsync<InvalidQueryException>(() => ids.Select(s => s.Limit!.Value).ToListAsync()))!.Message, Does.Contain("'s.Limit.Value'").And.Contain("(Decimal?)"));
            Assert.That((await Assert.ThrowsAsync<InvalidQueryException>(() => query.Where(s => s.Id > 9).MinAsync(s => s.Price)))!.Message, Does.Contain("'s.Price'"));
        }
    }

    [Test]
    public async Task A_token_store_has_few_digits_for_products_and_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Precision = NumberPrecision.Token);
        await store.Ticks.AppendAsync([Some.Trade(1) with { LastPrice = 1.5m, LastSize = 2.000000000000000001m }, Some.Trade(2) with { LastPrice = 3_000m, LastSize = 0.25m }]);
        var query = store.Ticks.Query();

        Assert.That(await query.Where(t => t.LastPrice + t.LastSize > 3.5m && t.LastPrice < 100).CountAsync(), Is.EqualTo(1));
        Assert.That(await query.Where(t => t.LastPrice / t.LastSize == 12_000m).CountAsync(), Is.EqualTo(1));
        Assert.That(await query.Where(t => t.LastPrice < 2).Select(t => t.LastPrice * 2).SingleOrDefaultAsync(), Is.EqualTo(3m));
        Assert.That(await query.AverageAsync(t => t.LastPrice), Is.EqualTo(1_500.75m));
        await FailsAsync(() => query.Where(t => t.LastPrice * t.LastSize > 1).CountAsync(), "Overflow");
    }

    private static async Task FailsAsync(Func<Task> ask, string said)
    {
        var error = await Assert.ThrowsAsync<TradeStoreException>(() => ask());
        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.QueryFailed));
        Assert.That(error.Message, Does.Contain(said).IgnoreCase);
    }

    private static Sample Row(long id) => new() { Id = id, At = At.AddSeconds(id), Symbol = "A" };
}

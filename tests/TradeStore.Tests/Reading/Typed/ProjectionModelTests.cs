using System.Linq.Expressions;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>Random arithmetic, projections and groups, asked of ticks in all tiers and of the same ticks in memory.</summary>
internal sealed class ProjectionModelTests
{
    private static readonly int Queries = Effort.Of(usual: 60, most: 300);

    // Quotients have 10 decimals or more, the next operators multiply what they are off by.
    private const decimal Near = 0.000001m;

    [Test]
    public async Task Arithmetic_is_that_of_memory([Range(1, 2)] int seed)
    {
        var random = Quick.Seeded(seed);
        await using var ticks = await TieredTicks.OpenAsync(random, 60);
        var arithmetic = new RandomArithmetic(random);
        var compared = 0;
        for (var i = 0; i < Queries; i++)
        {
            var number = arithmetic.Decimal(random.Next(1, 4));
            var value = RandomArithmetic.InMemory(number);
            var bound = random.Next(-300, 300) + 0.12345678912m;
            try
            {
                await CheckAsync(ticks, number, value, bound);
                compared++;
            }
            catch (TradeStoreException exception) when (exception.Message.Contains("overflow", StringComparison.OrdinalIgnoreCase) || exception.Message.Contains("out of range", StringComparison.Ordinal)
                || exception.Message.Contains("digits", StringComparison.Ordinal))
            {
                TestContext.Out.WriteLine($"{number}: {exception.Message}");
            }
        }

        Assert.That(compared, Is.GreaterThan(Queries * 2 / 3), "what has not too many digits is answered");
    }

    [Test]
    public async Task Whole_numbers_are_computed_with_to_the_last_digit([Range(1, 2)] int seed)
    {
        var random = Quick.Seeded(seed);
        await using var ticks = await TieredTicks.OpenAsync(random, 40);
        var arithmetic = new RandomArithmetic(random);
        for (var i = 0; i < Queries; i++)
        {
            var number = arithmetic.Whole(random.Next(1, 3));
            var value = RandomArithmetic.InMemory(number);
            var bound = (long)random.Next(-5, 100);
            var query = ticks.Store.Ticks.Query();

            Assert.That(await query.Select(number).ToListAsync(), Is.EquivalentTo(ticks.Rows.Select(value)), $"{number}");
            Assert.That(await query.Where(Comparison(number, ExpressionType.LessThanOrEqual, bound)).CountAsync(), Is.EqualTo(ticks.Rows.Count(t => value(t) <= bound)), $"{number} <= {bound}");
            Assert.That(await query.Where(Comparison(number, ExpressionType.NotEqual, bound)).CountAsync(), Is.EqualTo(ticks.Rows.Count(t => value(t) != bound)), $"{number} != {bound}");
            Assert.That(await query.SumAsync(number), Is.EqualTo(ticks.Rows.Sum(value)), $"{number}");
            Assert.That(await query.AverageAsync(number), Is.EqualTo(ticks.Rows.Average(value)), $"{number}");
        }
    }

    [Test]
    public async Task Groups_are_those_of_memory([Range(1, 2)] int seed)
    {
        var random = Quick.Seeded(seed);
        await using var ticks = await TieredTicks.OpenAsync(random, 60);
        for (var i = 0; i < Queries; i++)
        {
            var days = random.Next(1, 4);
            var from = Some.Day.AddDays(random.Next(3)).AddSeconds(random.Next(20));
            var (query, rows) = random.Next(3) == 0
                ? (ticks.Store.Ticks.Query(), ticks.Rows)
                : (ticks.Store.Ticks.Query().Where(t => t.Timestamp >= from && t.Timestamp < from.AddDays(days)), ticks.Rows.Where(t => t.Timestamp >= from && t.Timestamp < from.AddDays(days)));
            var because = $"from {from:O}, {days} days";
            await (random.Next(6) switch
            {
                0 => CheckAsync(query, rows, t => t.Symbol, because),
                1 => CheckAsync(query, rows, t => t.AggressorSide, because),
                2 => CheckAsync(query, rows, t => new { t.Symbol, t.AggressorSide }, because),
                3 => CheckAsync(query, rows, t => t.Timestamp, because),
                4 => CheckAsync(query, rows, t => new ValueTuple<string?, decimal?>(t.Tape, t.LastSize), because),
                _ => CheckAsync(query, rows, t => t.SequenceNumber % 7, because),
            });
        }
    }

    private static async Task CheckAsync(TieredTicks ticks, Expression<Func<Tick, decimal?>> number, Func<Tick, decimal?> value, decimal bound)
    {
        var query = ticks.Store.Ticks.Query();
        var found = await query.Select(Selected(number)).ToListAsync();
        var expected = ticks.Rows.ToDictionary(t => t.SequenceNumber!.Value, value);
        Assert.That(found.Select(f => f.Item1), Is.EquivalentTo(expected.Keys), $"{number}");
        foreach (var (sequence, result) in found)
        {
            Assert.That(result.HasValue, Is.EqualTo(expected[sequence].HasValue), $"{number}");
            Assert.That(result ?? 0, Is.EqualTo(expected[sequence] ?? 0).Within(Near * Math.Max(1, Math.Abs(result ?? 0))), $"{number}");
        }

        Assert.That(await query.Where(Comparison(number, ExpressionType.GreaterThan, bound)).CountAsync(), Is.EqualTo(ticks.Rows.Count(t => value(t) > bound)), $"{number} > {bound}");
        Assert.That(
            await query.Where(Expression.Lambda<Func<Tick, bool>>(Expression.Not(Comparison(number, ExpressionType.GreaterThan, bound).Body), number.Parameters)).CountAsync(),
            Is.EqualTo(ticks.Rows.Count(t => !(value(t) > bound))),
            $"!({number} > {bound})");
        var sum = ticks.Rows.Sum(value)!.Value;
        Assert.That(await query.SumAsync(number), Is.EqualTo(sum).Within(Near * Math.Max(1, ticks.Rows.Sum(t => Math.Abs(value(t) ?? 0)))), $"{number}");
        Assert.That(await query.MaxAsync(number) ?? 0, Is.EqualTo(ticks.Rows.Max(value) ?? 0).Within(Near * Math.Max(1, Math.Abs(ticks.Rows.Max(value) ?? 0))), $"{number}");
    }

    private static async Task CheckAsync<TKey>(TableQuery<Tick> query, IEnumerable<Tick> rows, Expression<Func<Tick, TKey>> key, string because)
    {
        Expression<Func<IGrouping<TKey, Tick>, GroupResult<TKey>>> select = g => new GroupResult<TKey>
        {
            Key = g.Key,
            Count = g.Count(),
            Buys = g.LongCount(t => t.AggressorSide == OrderSide.Buy),
            Volume = g.Sum(t => t.LastSize),
            Turnover = g.Sum(t => t.LastPrice * t.LastSize),
            BuyVolume = g.Where(t => t.AggressorSide == OrderSide.Buy).Sum(t => t.LastSize),
            First = g.Min(t => t.Timestamp),
            High = g.Max(t => t.LastPrice),
            LastSymbol = g.Max(t => t.Tape),
            Range = g.Max(t => t.LastPrice) - g.Min(t => t.LastPrice),
            IsBusy = g.Count() > 5,
        };
        var expected = rows.GroupBy(key.Compile()).Select(select.Compile()).ToList();
        var groups = query.GroupBy(key).Select(select);

        var found = await groups.ToListAsync();

        Assert.That(found, Is.EquivalentTo(expected), $"{key}, {because}\n{groups}");
        Assert.That(await groups.CountAsync(), Is.EqualTo(expected.Count), because);
        Assert.That(
            (await groups.OrderByDescending(g => g.Turnover).ThenBy(g => g.First).ThenBy(g => g.Count).Take(3).ToListAsync()).Select(g => (g.Turnover, g.First, g.Count)),
            Is.EqualTo(expected.OrderByDescending(g => g.Turnover).ThenBy(g => g.First).ThenBy(g => g.Count).Take(3).Select(g => (g.Turnover, g.First, g.Count))),
            because);
        var means = await query.GroupBy(key).Select(g => new { g.Key, Mean = g.Average(t => t.LastPrice) }).ToListAsync();
        foreach (var group in rows.GroupBy(key.Compile()))
        {
            var mean = means.Single(m => EqualityComparer<TKey>.Default.Equals(m.Key, group.Key)).Mean;
            Assert.That(mean ?? 0, Is.EqualTo(group.Average(t => t.LastPrice) ?? 0).Within(0.00000000005m), because);
        }
    }

    private static Expression<Func<Tick, Tuple<long, decimal?>>> Selected(Expression<Func<Tick, decimal?>> number)
    {
        var row = number.Parameters[0];
        var sequence = Expression.Property(Expression.Property(row, nameof(Tick.SequenceNumber)), "Value");
        return Expression.Lambda<Func<Tick, Tuple<long, decimal?>>>(
            Expression.New(typeof(Tuple<long, decimal?>).GetConstructor([typeof(long), typeof(decimal?)])!, sequence, number.Body), row);
    }

    private static Expression<Func<Tick, bool>> Comparison<T>(Expression<Func<Tick, T?>> number, ExpressionType comparison, T bound)
        where T : struct =>
        Expression.Lambda<Func<Tick, bool>>(Expression.MakeBinary(comparison, number.Body, Expression.Constant(bound, typeof(T?))), number.Parameters);
}

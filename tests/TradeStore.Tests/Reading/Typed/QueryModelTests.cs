using TradeStore.Storage.Reading.Typed;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>Random predicates and orders, asked of the store and of the same rows in memory.</summary>
internal sealed class QueryModelTests
{
    private static readonly int Queries = Effort.Of(usual: 130, most: 400);

    [Test]
    public async Task A_query_answers_as_the_same_predicate_does_in_memory([Range(1, 3)] int seed)
    {
        var random = Quick.Seeded(seed);
        var samples = new RandomSamples(random);
        var rows = samples.Rows(240);
        var predicates = new RandomPredicates(random, samples);
        await using var store = await SampleStore.OpenAsync(rows);
        for (var i = 0; i < Queries; i++)
        {
            await CheckAsync(random, predicates, rows, random.Next(2) == 0 ? store.State : store.Series);
        }
    }

    private static async Task CheckAsync(Random random, RandomPredicates predicates, IReadOnlyList<Sample> rows, TableQuery<Sample> query)
    {
        IEnumerable<Sample> expected = rows;
        var told = "";
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            var predicate = predicates.Next();
            told += $" {predicate}";
            query = query.Where(predicate);
            expected = expected.Where(predicate.Compile()).ToList();
        }

        if (random.Next(4) == 0)
        {
            var found = await query.ToListAsync();
            Assert.That(found, Is.EquivalentTo(expected).Using<Sample>(AreEqual), $"{told}\n{query}");
            return;
        }

        var keys = Enumerable.Range(0, random.Next(1, 3)).Select(_ => SampleKey.All[random.Next(SampleKey.All.Count)]).Append(SampleKey.Id).ToList();
        for (var i = 0; i < keys.Count; i++)
        {
            var isDescending = random.Next(2) == 0;
            query = keys[i].Apply(query, isDescending, isFirst: i == 0);
            expected = keys[i].Apply(expected, isDescending);
        }

        for (var cuts = random.Next(3); cuts > 0; cuts--)
        {
            var count = random.Next(random.Next(2) == 0 ? 10 : 150);
            var isSkip = random.Next(2) == 0;
            query = isSkip ? query.Skip(count) : query.Take(count);
            expected = isSkip ? expected.Skip(count) : expected.Take(count);
        }

        await CheckAsync(query, expected.Select(s => s.Id).ToList(), $"{told}\n{query}");
    }

    private static async Task CheckAsync(TableQuery<Sample> query, List<long> expected, string because)
    {
        Assert.That((await query.ToListAsync()).Select(s => s.Id), Is.EqualTo(expected), because);
        Assert.That(await query.CountAsync(), Is.EqualTo(expected.Count), because);
        Assert.That(await query.AnyAsync(), Is.EqualTo(expected.Count > 0), because);
        Assert.That((await query.FirstOrDefaultAsync())?.Id, Is.EqualTo(expected.Count > 0 ? expected[0] : null), because);
        var streamed = new List<long>();
        await foreach (var row in query.StreamAsync())
        {
            streamed.Add(row.Id);
        }

        Assert.That(streamed, Is.EqualTo(expected), because);
    }

    // Lists of texts are equal when their texts are.
    private static bool AreEqual(Sample one, Sample other) =>
        one with { Tags = null } == other with { Tags = null } && (one.Tags ?? []).SequenceEqual(other.Tags ?? []) && one.Tags is null == other.Tags is null;
}

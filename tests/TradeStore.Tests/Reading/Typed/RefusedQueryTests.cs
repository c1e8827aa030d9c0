using System.Linq.Expressions;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.Typed;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class RefusedQueryTests
{
    private static readonly DateTime Local = new(2024, 3, 5, 0, 0, 0, DateTimeKind.Local);
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    private static IEnumerable<TestCaseData> Predicates()
    {
        var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "a" };
        string[]? none = null;
        return
        [
            Case(s => s.Symbol.Length == 4, "s.Symbol.Length", "Supported are"),
            Case(s => s.Symbol.Contains('A'), "s.Symbol.Contains", "Supported are"),
            Case(s => s.Symbol.StartsWith("a", StringComparison.OrdinalIgnoreCase), "OrdinalIgnoreCase", "Supported are"),
            Case(s => s.Symbol.StartsWith(s.Note!), "s.Note", "Supported are"),
            Case(s => string.Equals(s.Symbol, "A"), "Equals", "Supported are"),
            Case(s => string.Compare(s.Symbol, "A") < 0, "Compare", "Supported are"),
            Case(s => s.Symbol.CompareTo("A") < 0, "CompareTo", "Supported are"),
            Case(s => s.Price + (s.Limit ?? 0) > 2, "s.Limit ?? 0", "Supported are"),
            Case(s => s.At - Local > TimeSpan.Zero, "s.At -", "Supported are"),
            Case(s => s.Symbol + "x" == "Ax", "s.Symbol + ", "Supported are"),
            Case(s => (int)s.Phase + 1 == 2, "s.Phase", "Supported are"),
            Case(s => s.Price * ZeroOf(s) > 1, "ZeroOf(s)", "Supported are"),
            Case(s => (s.Limit ?? 0) > 2, "??", "Supported are"),
            Case(s => s.IsOpen ? s.Price > 1 : s.Price < 1, "IIF", "Supported are"),
            Case(s => s.At.Date == s.At, "s.At.Date", "Supported are"),
            Case(s => s.IsOpen ^ (s.Price > 1), "^", "Supported are"),
            Case(s => s.Tags!.Contains("x"), "s.Tags", "Supported are"),
            Case(s => (double)s.Price > 1.5, "Convert(s.Price, Double)", "Supported are"),
            Case(s => (int)s.Id == 1, "(s.Id, Int32)", "Supported are"),
            Case(s => (object)s == null, "s", "Supported are"),
            Case(s => s.NotStored == "A", "NotStored", "no column of 'samples'", "Symbol"),
            Case(s => s.Phase > Phase.Waiting, "'phase'", "cannot be compared by >"),
            Case(s => s.Phase == (Phase)7, "'phase'", "no name for 7", "Waiting, Active, Done"),
            Case(s => s.Data == "{}", "'data'", "only be compared with null"),
            Case(s => s.At > Local, "'at'", "Local", "UTC"),
            Case(s => new[] { s.At.Kind == DateTimeKind.Utc ? default : Local }.Contains(s.At), "Supported are"),
            Case(s => new[] { Local }.Contains(s.At), "'at'", "Local"),
            Case(s => s.Symbol == "\uD800", "'symbol'", "surrogate"),
            Case(s => set.Contains(s.Symbol), "Pass an array"),
            Case(s => none!.Contains(s.Symbol), "is null"),
        ];
    }

    [OneTimeSetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Predicates))]
    public void What_has_no_translation_is_refused_when_it_is_given(Expression<Func<Sample, bool>> predicate, string[] said)
    {
        var error = Assert.Throws<InvalidQueryException>(() => Samples().Where(predicate));

        foreach (var part in said)
        {
            Assert.That(error!.Message, Does.Contain(part));
        }
    }

    [Test]
    public void Only_columns_with_an_order_are_sorted_by()
    {
        Assert.That(Assert.Throws<InvalidQueryException>(() => Samples().OrderBy(s => s.Symbol.Length))!.Message, Does.Contain("s.Symbol.Length"));
        Assert.That(Assert.Throws<InvalidQueryException>(() => Samples().OrderBy(s => s.Phase))!.Message, Does.Contain("'phase'"));
        Assert.That(Assert.Throws<InvalidQueryException>(() => Samples().OrderBy(s => s.Tags))!.Message, Does.Contain("'tags'"));
        Assert.That(Assert.Throws<InvalidQueryException>(() => Samples().OrderBy(s => 1))!.Message, Does.Contain("'1'"));
    }

    [Test]
    public async Task What_cannot_be_selected_is_refused_by_its_name()
    {
        decimal? missing = null;

        Refused(() => Samples().Select(s => s.Symbol.ToLowerInvariant()), "s.Symbol.ToLowerInvariant()");
        Refused(() => Samples().Select(s => new { s.Id, Row = s }), "'s'");
        Refused(() => Samples().Select(s => new { s.NotStored }), "NotStored");
        Refused(() => Samples().Select(s => 1), "nothing of the rows");
        Refused(() => Samples().Select(s => new { s.Id, Sum = s.Price + s.Symbol.Length }), "s.Symbol.Length");
        Refused(() => Samples().Select(s => s.Tags).Distinct(), "'tags'");
        Refused(() => Samples().Select(s => new { s.Id, Length = (int)s.Id }).OrderBy(x => x.Length), "x.Length");
        Refused(() => Samples().Select(s => new { s.Phase }).OrderBy(x => x.Phase), "phase");
        Refused(() => Samples().Where(s => s.Price > missing!.Value), "cannot be computed");
        Refused(() => Samples().GroupBy(s => s.Data).Select(g => g.Key), "'data'");
        Refused(() => Samples().GroupBy(s => s.Symbol.Length).Select(g => g.Key), "s.Symbol.Length");
        Refused(() => Samples().GroupBy(s => 1).Select(g => g.Count()), "nothing of the rows");
        Refused(() => Samples().GroupBy(s => s.Symbol).Select(g => g.First()), "g.First()");
        Refused(() => Samples().GroupBy(s => s.Symbol).Select(g => g.Sum(s => s.Price + s.Symbol.Length)), "s.Symbol.Length");
        Refused(() => Samples().GroupBy(s => s.Symbol).Select(g => g.Count(s => s.Symbol.Length == 1)), "s.Symbol.Length");
        Refused(() => Samples().GroupBy(s => s.Count).Select(g => g.Sum(s => s.Price * g.Key)), "s.Count");
        Refused(() => Samples().GroupBy(s => s.Symbol).Select(g => g.Max(s => s.Phase)), "'phase'");
        Refused(() => Samples().GroupBy(s => s.Symbol).Select(g => g), "'g'");
        await Assert.ThrowsAsync<InvalidQueryException>(() => Samples().MinAsync(s => s.Phase));
        await Assert.ThrowsAsync<InvalidQueryException>(() => Samples().SumAsync(s => (decimal)s.Symbol.Length));

        static void Refused(Func<object> ask, string said) => Assert.That(Assert.Throws<InvalidQueryException>(() => ask())!.Message, Does.Contain(said));
    }

    [Test]
    public void Calls_out_of_order_or_range_are_refused()
    {
        Assert.Throws<InvalidQueryException>(() => Samples().ThenBy(s => s.Id));
        Assert.Throws<InvalidQueryException>(() => Samples().Take(1).Where(s => s.IsOpen));
        Assert.Throws<InvalidQueryException>(() => Samples().Skip(1).OrderBy(s => s.Id));
        Assert.Throws<InvalidQueryException>(() => Samples().OrderBy(s => s.Id).Select(s => s.Id).ThenBy(id => id));
        Assert.Throws<InvalidQueryException>(() => Samples().Select(s => s.Id).Take(1).OrderBy(id => id));
        Assert.Throws<InvalidQueryException>(() => Samples().Select(s => s.Id).Skip(1).Distinct());
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples().Select(s => s.Id).Take(-1));
        Assert.Throws<ArgumentNullException>(() => Samples().Select<long>(null!));
        Assert.Throws<ArgumentNullException>(() => Samples().GroupBy<long>(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples().Take(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples().Skip(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples().With((ReadConsistency)9));
        Assert.Throws<ArgumentNullException>(() => Samples().Where(null!));
    }

    [Test]
    public async Task Numbers_of_rows_may_be_as_large_as_they_like()
    {
        await _store.Ticks.AppendAsync(Some.Quote(1));

        Assert.That(await _store.Ticks.Query().Take(long.MaxValue).ToListAsync(), Has.Count.EqualTo(1));
        Assert.That(await _store.Ticks.Query().Skip(long.MaxValue).Skip(long.MaxValue).ToListAsync(), Is.Empty);
        Assert.That(await _store.Ticks.Query().Skip(long.MaxValue).CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_chain_of_any_length_is_translated_or_refused_and_harms_nothing()
    {
        var row = Expression.Parameter(typeof(Tick), "t");
        Expression Equal(int i) => Expression.Equal(Expression.Property(row, nameof(Tick.Symbol)), Expression.Constant($"S{i}"));
        var chain = Enumerable.Range(1, 2_000).Aggregate(Equal(0), (left, i) => Expression.OrElse(left, Equal(i)));
        var nested = Enumerable.Range(1, 1_000_000).Aggregate(Equal(0), (inner, _) => Expression.Not(inner));

        Assert.That(await _store.Ticks.Query().Where(Expression.Lambda<Func<Tick, bool>>(chain, row)).CountAsync(), Is.Zero);
        Assert.That(
            Assert.Throws<InvalidQueryException>(() => _store.Ticks.Query().Where(Expression.Lambda<Func<Tick, bool>>(nested, row)))!.Message,
            Does.Contain("nested too deeply"));
    }

    private static decimal ZeroOf(Sample sample) => sample.Price - sample.Price;

    private static TestCaseData Case(Expression<Func<Sample, bool>> predicate, params string[] said) => new TestCaseData(predicate, said).SetArgDisplayNames(predicate.Body.ToString());

    private TableQuery<Sample> Samples() => new(Sample.State, _store.Ticks.Query().Context);
}

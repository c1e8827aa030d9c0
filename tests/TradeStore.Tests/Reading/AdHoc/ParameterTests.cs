using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.AdHoc;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class ParameterTests : AdHocTestBase
{
    private static readonly Guid Id = new("0192d3a4-0000-7000-8000-00000000abcd");

    private static IEnumerable<TestCaseData> Values()
    {
        yield return new TestCaseData("$v::VARCHAR", "text", "text").SetArgDisplayNames("string");
        yield return new TestCaseData("$v::VARCHAR", "it's \"é\" 𝔸", "it's \"é\" 𝔸").SetArgDisplayNames("odd string");
        yield return new TestCaseData("$v::BOOLEAN::VARCHAR", true, "true").SetArgDisplayNames("bool");
        yield return new TestCaseData("$v::VARCHAR", (byte)7, "7").SetArgDisplayNames("byte");
        yield return new TestCaseData("$v::VARCHAR", (short)-7, "-7").SetArgDisplayNames("short");
        yield return new TestCaseData("$v::VARCHAR", (sbyte)-7, "-7").SetArgDisplayNames("sbyte");
        yield return new TestCaseData("$v::VARCHAR", ushort.MaxValue, "65535").SetArgDisplayNames("ushort");
        yield return new TestCaseData("$v::VARCHAR", uint.MaxValue, "4294967295").SetArgDisplayNames("uint");
        yield return new TestCaseData("$v::VARCHAR", int.MinValue, "-2147483648").SetArgDisplayNames("int");
        yield return new TestCaseData("$v::VARCHAR", long.MaxValue, "9223372036854775807").SetArgDisplayNames("long");
        yield return new TestCaseData("$v::VARCHAR", 1.5f, "1.5").SetArgDisplayNames("float");
        yield return new TestCaseData("$v::VARCHAR", 0.1, "0.1").SetArgDisplayNames("double");
        yield return new TestCaseData("$v::VARCHAR", 9_999_999_999.99999999m, "9999999999.99999999").SetArgDisplayNames("decimal");
        yield return new TestCaseData("$v::TIMESTAMP::VARCHAR", new DateTime(2024, 3, 5, 1, 2, 3, DateTimeKind.Utc).AddTicks(40), "2024-03-05 01:02:03.000004").SetArgDisplayNames("DateTime");
        yield return new TestCaseData("$v::TIMESTAMP::VARCHAR", new DateTimeOffset(2024, 3, 5, 3, 0, 0, TimeSpan.FromHours(2)), "2024-03-05 01:00:00").SetArgDisplayNames("DateTimeOffset");
        yield return new TestCaseData("$v::DATE::VARCHAR", new DateOnly(2024, 2, 29), "2024-02-29").SetArgDisplayNames("DateOnly");
        yield return new TestCaseData("$v::UUID::VARCHAR", Id, Id.ToString()).SetArgDisplayNames("Guid");
        yield return new TestCaseData("$v::VARCHAR", Timeframe.FiveMinutes, "5m").SetArgDisplayNames("Timeframe");
        yield return new TestCaseData("$v::VARCHAR", OrderType.StopLimit, "stop_limit").SetArgDisplayNames("enum");
        yield return new TestCaseData("array_to_string($v::VARCHAR[], '-')", new[] { "a", "b" }, "a-b").SetArgDisplayNames("strings");
        yield return new TestCaseData("coalesce($v::VARCHAR, 'none')", null, "none").SetArgDisplayNames("null");
    }

    [TestCaseSource(nameof(Values))]
    public async Task A_value_arrives_as_it_was_given(string expression, object? value, string expected)
    {
        var result = await Store.QueryAsync<string>($"SELECT {expression}", new Dictionary<string, object?>(StringComparer.Ordinal) { ["v"] = value });

        Assert.That(result, Is.EqualTo(new[] { expected }));
    }

    [Test]
    public async Task Objects_and_dictionaries_name_parameters_alike()
    {
        Assert.That(await Store.QueryAsync<int>("SELECT $a + $b + $a", new { a = 1, B = 2 }), Is.EqualTo(new[] { 4 }));
        Assert.That(await Store.QueryAsync<int>("SELECT $a", new Dictionary<string, object?>(StringComparer.Ordinal) { ["$a"] = 1 }), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_list_of_symbols_selects_them()
    {
        var count = await Store.QueryAsync<long>("SELECT count(DISTINCT symbol) FROM market_ticks WHERE list_contains($symbols, symbol)", new { symbols = new List<string> { "AAPL", "NONE" } });

        Assert.That(count, Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task Attempts_to_inject_are_values()
    {
        const string Attack = "AAPL'; DROP TABLE system_metadata; --";

        Assert.That(await Store.QueryAsync<string>("SELECT $s", new { s = Attack }), Is.EqualTo(new[] { Attack }));
        Assert.That(await Store.Ticks.GetAsync(Attack, Attack, Some.Day, Some.Day.AddDays(1)), Is.Empty);
        Assert.That(await Store.Ticks.LatestAsync("NASDAQ", Attack), Is.Null);
        Assert.That(await Quick.EngineAsync(Store, "SELECT count(*)::VARCHAR FROM system_metadata"), Is.EqualTo(new[] { "5" }));
    }

    [Test]
    public async Task What_does_not_fit_the_statement_is_named()
    {
        Assert.That(await RefusalAsync<int>("SELECT $a + $b", new { a = 1 }), Does.Contain("$b").And.Contain("no value"));
        Assert.That(await RefusalAsync<int>("SELECT $a", new { a = 1, c = 2 }), Does.Contain("no parameter $c"));
        Assert.That(await RefusalAsync<int>("SELECT 1", new { c = 2 }), Does.Contain("no parameter $c"));
        Assert.That(await RefusalAsync<int>("SELECT $a", new[] { 1 }), Does.Contain("named"));
        Assert.That(await RefusalAsync<int>("SELECT $a", new { a = new object() }), Does.Contain("$a is a Object").And.Contain("UTC DateTime"));
        Assert.That(await RefusalAsync<string>("SELECT $a", new { a = Timeframe.None }), Does.Contain("$a is Timeframe None").And.Contain("no name"));
        Assert.That(await RefusalAsync<string>("SELECT $a", new { a = (OrderType)77 }), Does.Contain("$a is OrderType 77").And.Contain("no name"));
        Assert.That(await RefusalAsync<string>("SELECT $a", new { a = "half a \ud83d" }), Does.Contain("$a").And.Contain("lone surrogate"));
        Assert.That(await RefusalAsync<string>("SELECT $a", new { a = new[] { "whole", "half a \ud83d" } }), Does.Contain("$a").And.Contain("lone surrogate"));
        Assert.That(await RefusalAsync<string>("SELECT $a", new { a = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local) }), Does.Contain("$a").And.Contain("UTC"));
    }
}

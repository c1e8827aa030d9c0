using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;

namespace TradeStore.DuckDb.Tests.Engine;

public sealed class DuckDbLibraryTests
{
    [Test]
    public void The_library_in_use_is_new_enough() => Assert.That(DuckDbLibrary.Version, Is.GreaterThanOrEqualTo(new Version(1, 5, 2)));

    [TestCase("v1.5.2", "1.5.2")]
    [TestCase("v1.5.10", "1.5.10")]
    [TestCase("v1.6.0-dev123", "1.6.0")]
    [TestCase("2.0.0", "2.0.0")]
    public void Newer_versions_are_taken(string reported, string expected) =>
        Assert.That(DuckDbLibrary.Check(reported), Is.EqualTo(Version.Parse(expected)));

    [TestCase("v1.5.1")]
    [TestCase("v1.4.9")]
    [TestCase("v0.10.0")]
    [TestCase("nonsense")]
    [TestCase(null)]
    public void An_older_or_unknown_version_is_refused_in_one_line_that_says_what_to_do(string? reported)
    {
        var failure = Assert.Throws<DuckDbLibraryException>(() => DuckDbLibrary.Check(reported))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Message, Does.Contain("1.5.2 or later"));
            Assert.That(failure.Message, Does.Contain("DuckDB.NET.Bindings.Full"));
            Assert.That(failure.Message, Does.Contain(reported?.TrimStart('v') ?? "''"));
            Assert.That(failure.Message, Does.Not.Contain('\n'));
        }
    }

    [TestCase("Parser Error: syntax error", DuckDBErrorType.Parser)]
    [TestCase("IO Error: Could not set lock", DuckDBErrorType.Io)]
    [TestCase("TransactionContext Error: Conflict", DuckDBErrorType.Transaction)]
    [TestCase("FATAL Error: Failed", DuckDBErrorType.Fatal)]
    [TestCase("INTERNAL Error: x", DuckDBErrorType.Internal)]
    [TestCase("Out of Memory Error: x", DuckDBErrorType.OutOfMemory)]
    [TestCase("Invalid Input Error: x", DuckDBErrorType.InvalidInput)]
    [TestCase("Divide by Zero Error: x", DuckDBErrorType.DivideByZero)]
    [TestCase("Not implemented Error: x", DuckDBErrorType.NotImplemented)]
    [TestCase("Invalid Configuration Error: x", (DuckDBErrorType)42)]
    [TestCase("14 Error: x", DuckDBErrorType.Invalid)]
    [TestCase("something else", DuckDBErrorType.Invalid)]
    public void The_kind_of_an_error_is_read_from_its_message(string message, DuckDBErrorType expected) =>
        Assert.That(DuckDbException.TypeOf(message), Is.EqualTo(expected));

    [TestCase(DuckDBErrorType.Fatal, "FATAL Error: x", ExpectedResult = true)]
    [TestCase(DuckDBErrorType.Internal, "INTERNAL Error: x", ExpectedResult = true)]
    [TestCase(DuckDBErrorType.Invalid, "x: database has been invalidated because of a previous fatal error", ExpectedResult = true)]
    [TestCase(DuckDBErrorType.Interrupt, "INTERRUPT Error: Interrupted!", ExpectedResult = false)]
    public bool Errors_that_end_the_instance_are_known(DuckDBErrorType type, string message) => new DuckDbException(type, message).IsFatal;

    [Test]
    public void A_write_conflict_is_transient()
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var first = instance.Connect();
        using var second = instance.Connect();
        first.Execute("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1)");
        first.Execute("BEGIN; UPDATE t SET i = 2");
        second.Execute("BEGIN");

        var failure = Assert.Throws<DuckDbException>(() => second.Execute("UPDATE t SET i = 3"))!;

        Assert.That(failure.IsTransient, Is.True, failure.Message);
    }
}

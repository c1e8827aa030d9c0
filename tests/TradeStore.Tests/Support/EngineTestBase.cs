using TradeStore.DuckDb.Engine;

namespace TradeStore.Tests.Support;

/// <summary>An engine in memory, shared by the tests of a class: none of them changes it.</summary>
internal abstract class EngineTestBase
{
    private DuckDbInstance _database = null!;

    protected DuckDbSession Session { get; private set; } = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _database = DuckDbInstance.Open(":memory:");
        Session = _database.Connect();
    }

    [OneTimeTearDown]
    public void Close()
    {
        Session.Dispose();
        _database.Dispose();
    }
}

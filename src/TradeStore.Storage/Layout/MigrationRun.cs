using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Layout;

/// <summary>Takes the steps that a database has not behind it yet, one after the other; after a crash the next opening goes on where this one was.</summary>
internal sealed class MigrationRun(SchemaChange change, TimeProvider clock)
{
    private const string HistoryTable =
        "CREATE TABLE IF NOT EXISTS _migrations (number INTEGER NOT NULL, name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL);";

    /// <summary>Takes what is pending, and returns the store's id.</summary>
    /// <param name="history">What the database has behind it.</param>
    /// <param name="known">All steps.</param>
    /// <param name="precision">The precision of a database that is new.</param>
    public Guid Run(MigrationHistory history, IReadOnlyList<Migration> known, NumberPrecision precision)
    {
        var storeId = history.StoreId ?? Guid.CreateVersion7();
        foreach (var step in known.Skip(history.Applied))
        {
            change.Define(HistoryTable + step.Sql);
            change.Record(Entry(step, step.Number == 1 ? storeId : null, precision));
        }

        return storeId;
    }

    // The layout version is kept in step, so that a package that knows no history refuses the store as too new.
    private string Entry(Migration step, Guid? storeId, NumberPrecision precision)
    {
        var now = TableDefinitionSql.Timestamp(clock.GetUnixMicroseconds());
        var id = storeId is null ? "" : $", ('store_id', '{storeId}', {now}), ('{MigrationHistory.PrecisionKey}', '{SqlName.Of(precision)}', {now})";
        return $"""
            INSERT INTO _migrations VALUES ({step.Number}, {TableDefinitionSql.Literal(step.Name)}, '{step.Sha256}', {now});
            DELETE FROM system_metadata WHERE key = 'schema_version';
            INSERT INTO system_metadata VALUES ('schema_version', '{step.Number}', {now}){id};
            """;
    }
}

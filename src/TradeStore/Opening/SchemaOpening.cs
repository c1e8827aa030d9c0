using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.Schema;
using TradeStore.Tiers.Warm;

namespace TradeStore.Opening;

/// <summary>
/// The schema while a store is opened: looked at before the journal is opened, which may change files, and brought up to date once it is
/// certain that the store can be opened.
/// </summary>
internal sealed class SchemaOpening : IDisposable
{
    private readonly DuckDbSession _session;
    private readonly WarmSchema _schema;
    private readonly StoreOptions _options;

    private SchemaOpening(DuckDbSession session, WarmSchema schema, StoreOptions options)
    {
        _session = session;
        _schema = schema;
        _options = options;
        if (schema.StoreId is null)
        {
            // An empty database file: whatever comes next needs its tables.
            Apply();
        }
    }

    public Guid StoreId => _schema.StoreId!.Value;

    /// <summary>Gets the tables that the store holds and the program does not declare.</summary>
    public IReadOnlyList<TableSchema> Undeclared => _schema.Undeclared;

    /// <summary>Gets the tables that the program declares, as the store has them.</summary>
    public IReadOnlyList<TableSchema> Declared => _schema.Declared;

    /// <summary>Gets how many digits the numbers of the store's own tables have.</summary>
    public NumberPrecision Precision => _schema.Precision;

    /// <summary>Looks at the schema; where the store is refused, its files are as they were.</summary>
    public static SchemaOpening Inspect(WarmDatabase database, WarmRecovery recovery, StoreOptions options)
    {
        var session = database.Connect();
        try
        {
            return new SchemaOpening(session, WarmSchema.Inspect(session, options), options);
        }
        catch
        {
            session.Dispose();
            database.Abandon();
            recovery.PutBack();
            throw;
        }
    }

    public AppliedSequences LoadApplied() => AppliedSequences.Load(_session);

    /// <summary>Brings the schema up to date.</summary>
    public void Apply() => _schema.Apply(_session, _options.TimeProvider, _options.Writing.Reached);

    public void Dispose() => _session.Dispose();
}

using System.Data.Common;

namespace TradeStore.DuckDb.Data;

/// <summary>Makes the provider's objects, for code that knows ADO.NET only.</summary>
public sealed class DuckDbProviderFactory : DbProviderFactory
{
    /// <summary>The one instance, found by <see cref="DbProviderFactories"/> by this name of the field.</summary>
    public static readonly DuckDbProviderFactory Instance = new();

    private DuckDbProviderFactory()
    {
    }

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new DuckDbConnection();

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new DuckDbCommand();

    /// <inheritdoc/>
    public override DbParameter CreateParameter() => new DuckDbParameter();

    /// <inheritdoc/>
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new DuckDbConnectionStringBuilder();
}

using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;

namespace TradeStore.DuckDb.Engine;

/// <summary>
/// One open database: a file, or <c>:memory:</c>. Thread-safe. The native database is closed when this and every session, statement
/// and result made from it have been disposed, in whatever order.
/// </summary>
/// <remarks>
/// It is opened by DuckDB.NET's native calls and not by its <c>DuckDBConnection</c>, which shares databases by the text of the path without regard
/// to case (of two stores in folders <c>A</c> and <c>a</c> the second would write into the first), opens a file a second time by another
/// spelling of its path, ignores the configuration of all connections but the first, and does not say when a database is closed.
/// </remarks>
public sealed class DuckDbInstance : IDisposable
{
    private readonly DatabaseHandle _handle;

    private DuckDbInstance(string path, DatabaseHandle handle)
    {
        Path = path;
        _handle = handle;
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>Opens a database, and creates it when the file is not there.</summary>
    /// <param name="path">A file, or <c>:memory:</c>.</param>
    /// <param name="configuration">DuckDB settings by name, such as <c>access_mode</c>, <c>memory_limit</c>, <c>threads</c>.</param>
    /// <exception cref="DuckDbException">
    /// It could not be opened; <see cref="DuckDBErrorType.Connection"/> when this process has the same file open already,
    /// <see cref="DuckDBErrorType.Io"/> when another process has.
    /// </exception>
    /// <exception cref="DuckDbLibraryException">libduckdb is missing or too old.</exception>
    public static DuckDbInstance Open(string path, IReadOnlyDictionary<string, string>? configuration = null)
    {
        DuckDbLibrary.EnsureSupported();
        NativeText.Checked(path, nameof(path));
        var registered = DatabaseRegistry.Add(path);
        try
        {
            using var settings = Configure(configuration);
            if (NativeMethods.Startup.DuckDBOpen(path, out var database, settings, out var error) == DuckDBState.Success)
            {
                return new DuckDbInstance(path, new DatabaseHandle(database, registered));
            }

            database.Dispose();
            throw DuckDbException.Of(error, $"IO Error: the database '{path}' could not be opened.");
        }
        catch
        {
            DatabaseRegistry.Remove(registered);
            throw;
        }
    }

    /// <summary>Opens a connection to the database.</summary>
    /// <exception cref="DuckDbException">DuckDB refused.</exception>
    public DuckDbSession Connect()
    {
        var state = NativeMethods.Startup.DuckDBConnect(_handle, out var connection);
        return state == DuckDBState.Success
            ? new DuckDbSession(new ConnectionHandle(connection, _handle))
            : throw new DuckDbException(DuckDBErrorType.Connection, $"Connection Error: no connection to '{Path}' could be made.");
    }

    /// <summary>Lets go of the database. It is closed once nothing made from it is left.</summary>
    public void Dispose() => _handle.Dispose();

    private static DuckDBConfig Configure(IReadOnlyDictionary<string, string>? configuration)
    {
        if (NativeMethods.Configuration.DuckDBCreateConfig(out var settings) != DuckDBState.Success)
        {
            throw new DuckDbException(DuckDBErrorType.OutOfMemory, "Out of Memory Error: no configuration could be made.");
        }

        foreach (var (name, value) in configuration ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            var state = NativeMethods.Configuration.DuckDBSetConfig(
                settings, NativeText.Checked(name, nameof(configuration)), NativeText.Checked(value, nameof(configuration)));
            if (state != DuckDBState.Success)
            {
                settings.Dispose();
                throw new DuckDbException(
                    DuckDBErrorType.Settings, $"Settings Error: DuckDB knows no setting '{name}', or does not take '{value}' for it.");
            }
        }

        return settings;
    }
}

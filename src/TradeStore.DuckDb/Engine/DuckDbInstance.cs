using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Engine;

/// <summary>
/// One open database: a file, or <c>:memory:</c>. Thread-safe. The native database is closed when this and every session, statement
/// and result made from it have been disposed, in whatever order.
/// </summary>
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
    /// It could not be opened; <see cref="DuckDbErrorType.Connection"/> when this process has the same file open already,
    /// <see cref="DuckDbErrorType.IO"/> when another process has.
    /// </exception>
    /// <exception cref="DuckDbLibraryException">libduckdb is missing or too old.</exception>
    public static DuckDbInstance Open(string path, IReadOnlyDictionary<string, string>? configuration = null)
    {
        DuckDbLibrary.EnsureSupported();
        NativeText.Checked(path, nameof(path));
        var registration = DatabaseRegistry.Add(path);
        try
        {
            using var settings = Configure(configuration);
            return new DuckDbInstance(path, new DatabaseHandle(OpenNative(path, settings), registration));
        }
        catch
        {
            registration.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection to the database.</summary>
    /// <exception cref="DuckDbException">DuckDB refused.</exception>
    public DuckDbSession Connect()
    {
        var state = NativeMethods.duckdb_connect(_handle, out var connection);
        return state == NativeState.Success
            ? new DuckDbSession(new ConnectionHandle(connection, _handle))
            : throw new DuckDbException(DuckDbErrorType.Connection, $"Connection Error: no connection to '{Path}' could be made.");
    }

    /// <summary>Lets go of the database. It is closed once nothing made from it is left.</summary>
    public void Dispose() => _handle.Dispose();

    private static unsafe nint OpenNative(string path, ConfigHandle settings)
    {
        var state = NativeMethods.duckdb_open_ext(path, out var database, settings, out var error);
        var message = NativeText.Owned(error);
        return state == NativeState.Success
            ? database
            : throw DuckDbException.FromMessage(message, $"IO Error: the database '{path}' could not be opened.");
    }

    private static ConfigHandle Configure(IReadOnlyDictionary<string, string>? configuration)
    {
        if (NativeMethods.duckdb_create_config(out var handle) != NativeState.Success)
        {
            throw new DuckDbException(DuckDbErrorType.OutOfMemory, "Out of Memory Error: no configuration could be made.");
        }

        var settings = new ConfigHandle(handle);
        foreach (var (name, value) in configuration ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            var state = NativeMethods.duckdb_set_config(
                settings, NativeText.Checked(name, nameof(configuration)), NativeText.Checked(value, nameof(configuration)));
            if (state != NativeState.Success)
            {
                settings.Dispose();
                throw new DuckDbException(
                    DuckDbErrorType.Settings, $"Settings Error: DuckDB knows no setting '{name}', or does not take '{value}' for it.");
            }
        }

        return settings;
    }
}

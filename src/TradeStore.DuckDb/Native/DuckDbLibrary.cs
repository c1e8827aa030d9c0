using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace TradeStore.DuckDb.Native;

/// <summary>The native library, which DuckDB.NET brings and loads: looked at once, on first use, and refused when it is too old.</summary>
public static class DuckDbLibrary
{
    private static readonly Version MinimumVersion = new(1, 5, 2);
    private static readonly Lazy<Version> Supported = new(Load);

    /// <summary>The version of the libduckdb in use.</summary>
    /// <exception cref="DuckDbLibraryException">The library is missing, cannot be loaded, or is too old.</exception>
    public static Version Version => Supported.Value;

    private static string WhatToDo =>
        $"libduckdb {MinimumVersion} or later is needed: the package DuckDB.NET.Bindings.Full has it for Linux and Windows (x64, arm64) and macOS; "
        + "the build puts it beside the application.";

    internal static void EnsureSupported() => _ = Supported.Value;

    /// <summary>Reads "v1.5.6" or "v1.6.0-dev12" and refuses what is older than <see cref="MinimumVersion"/>.</summary>
    internal static Version Check(string? reported)
    {
        var digits = reported?.TrimStart('v').Split('-')[0];
        if (!Version.TryParse(digits, out var version))
        {
            throw new DuckDbLibraryException($"libduckdb reports the version '{reported}', which is not one; {WhatToDo}");
        }

        return version >= MinimumVersion
            ? version
            : throw new DuckDbLibraryException($"libduckdb {version} is too old; {WhatToDo}");
    }

    private static Version Load()
    {
        try
        {
            return Check(NativeMethods.Startup.DuckDBLibraryVersion());
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            // The loader's own message has a line for each place where it looked: it is the inner exception's.
            throw new DuckDbLibraryException($"libduckdb could not be loaded on {RuntimeInformation.RuntimeIdentifier}; {WhatToDo}", exception);
        }
    }
}

/// <summary>libduckdb is missing, cannot be loaded, or is too old. The message says in one line what to do.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="innerException">The loader's own error, where there is one.</param>
public sealed class DuckDbLibraryException(string message, Exception? innerException = null) : Exception(message, innerException);

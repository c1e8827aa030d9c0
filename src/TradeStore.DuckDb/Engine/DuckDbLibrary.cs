using TradeStore.DuckDb.Native;

namespace TradeStore.DuckDb.Engine;

/// <summary>The native library: loaded once, on first use, and refused when it is too old.</summary>
public static class DuckDbLibrary
{
    private static readonly Lazy<Version> Supported = new(Load);

    /// <summary>The oldest libduckdb that the binding works with.</summary>
    public static Version MinimumVersion { get; } = new(1, 5, 2);

    /// <summary>The version of the libduckdb in use.</summary>
    /// <exception cref="DuckDbLibraryException">The library is missing, cannot be loaded, or is too old.</exception>
    public static Version Version => Supported.Value;

    /// <summary>Where the library was found: a file, or "the default search path".</summary>
    /// <exception cref="DuckDbLibraryException">The library is missing, cannot be loaded, or is too old.</exception>
    public static string Location
    {
        get
        {
            EnsureSupported();
            return LibraryLocator.Location;
        }
    }

    internal static void EnsureSupported() => _ = Supported.Value;

    /// <summary>Reads "v1.5.6" or "v1.6.0-dev12" and refuses what is older than <see cref="MinimumVersion"/>.</summary>
    internal static Version Check(string? reported, string location)
    {
        var digits = reported?.TrimStart('v').Split('-')[0];
        if (!Version.TryParse(digits, out var version))
        {
            throw new DuckDbLibraryException($"libduckdb at {location} reports the version '{reported}', which is not one; {WhatToDo}");
        }

        return version >= MinimumVersion
            ? version
            : throw new DuckDbLibraryException($"libduckdb {version} at {location} is too old; {WhatToDo}");
    }

    private static string WhatToDo =>
        $"libduckdb {MinimumVersion} or later is needed: build with Node.js (npm) installed, or set {LibraryLocator.EnvironmentVariable} to its file.";

    private static unsafe Version Load()
    {
        string location;
        try
        {
            location = LibraryLocator.Location;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new DuckDbLibraryException($"libduckdb could not be loaded ({exception.Message.TrimEnd('.')}); {WhatToDo}", exception);
        }

        try
        {
            return Check(NativeText.Borrowed(NativeMethods.duckdb_library_version()), location);
        }
        catch (EntryPointNotFoundException exception)
        {
            throw new DuckDbLibraryException($"'{location}' is not libduckdb; {WhatToDo}", exception);
        }
    }
}

using System.Reflection;
using System.Runtime.InteropServices;

namespace TradeStore.DuckDb.Native;

/// <summary>Finds libduckdb wherever it comes from: the variable, our package, DuckDB.NET's package, the system.</summary>
internal static class LibraryLocator
{
    public const string EnvironmentVariable = "TRADESTORE_DUCKDB_LIBRARY";

    private static readonly Lazy<(nint Handle, string Location)> Loaded = new(Load);

    /// <summary>Where the library was found.</summary>
    public static string Location => Loaded.Value.Location;

    private static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    public static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(LibraryLocator).Assembly, static (name, _, _) =>
            name == NativeMethods.Library ? Loaded.Value.Handle : 0);

    /// <summary>The files to try, in this order, before the system is asked.</summary>
    public static IEnumerable<string> Candidates()
    {
        var assemblyFolder = Path.GetDirectoryName(typeof(LibraryLocator).Assembly.Location);
        string[] folders = string.IsNullOrEmpty(assemblyFolder)
            ? [AppContext.BaseDirectory]
            : [assemblyFolder, AppContext.BaseDirectory];
        foreach (var folder in folders.Distinct(StringComparer.Ordinal))
        {
            yield return Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", FileName);
            yield return Path.Combine(folder, "runtimes", PortableRuntimeIdentifier(), "native", FileName);
        }

        foreach (var folder in folders.Distinct(StringComparer.Ordinal))
        {
            yield return Path.Combine(folder, FileName);
        }
    }

    private static (nint Handle, string Location) Load()
    {
        var named = Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (!string.IsNullOrEmpty(named))
        {
            return NativeLibrary.TryLoad(named, out var chosen)
                ? (chosen, named)
                : throw new DllNotFoundException($"{EnvironmentVariable} names '{named}', which is not a library that can be loaded.");
        }

        foreach (var candidate in Candidates().Where(File.Exists))
        {
            return (NativeLibrary.Load(candidate), candidate);
        }

        var assembly = typeof(LibraryLocator).Assembly;
        return TryDefault(assembly, out var handle)
            ? (handle, "the default search path")
            : throw new DllNotFoundException(
                $"'{FileName}' was found neither beside the application nor on this system's library path.");
    }

    private static bool TryDefault(Assembly assembly, out nint handle) =>
        NativeLibrary.TryLoad("duckdb", assembly, searchPath: null, out handle)
        || NativeLibrary.TryLoad(FileName, assembly, searchPath: null, out handle);

    private static string PortableRuntimeIdentifier()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }
}

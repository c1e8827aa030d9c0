namespace TradeStore.DuckDb.Native;

/// <summary>DuckDB's C API (https://duckdb.org/docs/stable/clients/c/api), one file per area of its header.</summary>
internal static partial class NativeMethods
{
    /// <summary>The name that <see cref="LibraryLocator"/> resolves.</summary>
    public const string Library = "duckdb";

    // A static constructor, not a field: it must have run before the first call, and a field alone does not promise that.
    static NativeMethods() => LibraryLocator.Register();
}

using System.Globalization;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Layout;

/// <summary>Which steps a database has behind it, as its own tables tell. Reading it changes nothing.</summary>
internal sealed record MigrationHistory
{
    /// <summary>Gets the row of <c>system_metadata</c> that holds the precision.</summary>
    public const string PrecisionKey = "number_precision";

    /// <summary>Gets the last step that is recorded; 0 for a new database. A crash may have come between the one after it and its record.</summary>
    public required int Applied { get; init; }

    /// <summary>Gets the store's id; <see langword="null"/> for a new database.</summary>
    public Guid? StoreId { get; init; }

    /// <summary>Gets the precision that the store was made with; <see langword="null"/> for a new database.</summary>
    public NumberPrecision? Precision { get; init; }

    /// <summary>Reads and checks the history.</summary>
    /// <exception cref="TradeStoreException">The database was written by a newer version (<see cref="TradeStoreErrorCode.StoreTooNew"/>).</exception>
    /// <exception cref="SchemaMismatchException">The history is not one of this list.</exception>
    /// <exception cref="StoreCorruptException">The database lacks its metadata.</exception>
    public static MigrationHistory Read(DuckDbSession session, IReadOnlyList<Migration> known)
    {
        var tables = session.QueryTexts("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'main'", columns: 1)
            .Select(row => row[0]).ToHashSet(StringComparer.Ordinal);
        var metadata = (tables.Contains("system_metadata") ? session.QueryTexts("SELECT key, value FROM system_metadata", columns: 2) : [])
            .ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        var steps = tables.Contains("_migrations") ? session.QueryTexts("SELECT CAST(number AS VARCHAR), name, sha256 FROM _migrations ORDER BY number", columns: 3) : [];

        // A crash in the very first step leaves the tables and no row in any of them.
        if (metadata.Count == 0 && steps.Count == 0 && (tables.Count == 0 || tables.Contains("_migrations")))
        {
            return new MigrationHistory { Applied = 0 };
        }

        var version = Required<int>(metadata, "schema_version");
        CheckKnown(Math.Max(version, steps.Select(s => int.Parse(s[0], CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max()), known);
        CheckSteps(steps, known);
        if (steps.Count != version)
        {
            throw new SchemaMismatchException($"The store has layout version {version}, but its history (_migrations) ends with step {steps.Count}. Restore a backup.");
        }

        return new MigrationHistory { Applied = version, StoreId = Required<Guid>(metadata, "store_id"), Precision = ReadPrecision(metadata) };
    }

    private static NumberPrecision ReadPrecision(Dictionary<string, string> metadata) => Required<string>(metadata, PrecisionKey) is var name && SqlName.TryParse<NumberPrecision>(name, out var precision)
        ? precision
        : throw new TradeStoreException(
            TradeStoreErrorCode.StoreTooNew, $"The store was made with the precision '{name}', which this version of TradeStore does not know. Nothing was changed.");

    private static T Required<T>(Dictionary<string, string> metadata, string key)
        where T : IParsable<T> => metadata.TryGetValue(key, out var text) && T.TryParse(text, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new StoreCorruptException($"The database has no '{key}' in system_metadata.", [$"system_metadata: '{key}' is missing or unreadable ('{text}')."]);

    private static void CheckKnown(int version, IReadOnlyList<Migration> known)
    {
        if (version > known.Count)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.StoreTooNew,
                $"The store has layout version {version}; this version of TradeStore knows {known.Count}. Open it with a newer package; nothing was changed.");
        }
    }

    private static void CheckSteps(List<string[]> steps, IReadOnlyList<Migration> known)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var (number, name, sha256) = (int.Parse(steps[i][0], CultureInfo.InvariantCulture), steps[i][1], steps[i][2]);
            if (number != i + 1)
            {
                throw new SchemaMismatchException($"The store's history (_migrations) has step {number} ('{name}') where step {i + 1} belongs. Restore a backup.");
            }

            if (!string.Equals(sha256, known[i].Sha256, StringComparison.Ordinal))
            {
                throw new SchemaMismatchException(
                    $"Step {number} of the store's history (_migrations) is '{name}' with SHA-256 {sha256}; this version of TradeStore has '{known[i].Name}' with {known[i].Sha256}. "
                        + "Another version of the code made the store: open it with that one.");
            }
        }
    }
}

using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;

namespace TradeStore.Storage.Reading;

/// <summary>Looks for the damaged file, or table, behind an error of the engine, which seldom names it.</summary>
/// <param name="map">The map of the read, pinned: its files must be there.</param>
/// <param name="tables">The tables that were read.</param>
/// <param name="isCallers">Whether the SQL is a caller's, which names the logical tables only; the store's own names what it reads.</param>
internal sealed class DamageSearch(TierMap map, IEnumerable<TableSchema> tables, bool isCallers = false)
{
    /// <summary>Returns the error that names the damage; <see langword="null"/> when none is found.</summary>
    /// <param name="failure">What the engine said.</param>
    /// <param name="isStopped">Tells when to give up: files may have to be read to their end.</param>
    public StoreCorruptException? Find(DuckDbException failure, Func<bool> isStopped)
    {
        var all = map.Segments(tables.Where(t => t.Kind == TableKind.Series)).ToList();
        var named = failure.Sql is { } sql ? all.FindAll(s => sql.Contains(s.Cold is null ? s.Location : TableDefinitionSql.Literal(s.Cold.Path), StringComparison.Ordinal)) : [];
        var suspects = named.Count == 0 && isCallers ? all : named;
        return File(suspects, failure, isStopped, isOurs: named.Count > 0) ?? Table(suspects, failure);
    }

    private static StoreCorruptException? Table(List<Segment> suspects, DuckDbException failure)
    {
        var isDamaged = failure.Message.Contains("Corrupt database file", StringComparison.OrdinalIgnoreCase);
        if (suspects.Find(s => s.File is null && (isDamaged || (failure.ErrorType == DuckDBErrorType.Catalog && failure.Message.Contains(s.TableName, StringComparison.Ordinal)))) is not { } table)
        {
            return null;
        }

        table.TableDamage.Note(failure);
        return ColdDamage.TableError(table, failure);
    }

    private static StoreCorruptException? File(List<Segment> suspects, DuckDbException failure, Func<bool> isStopped, bool isOurs)
    {
        var files = suspects.FindAll(s => s.File is not null);
        foreach (var segment in files)
        {
            if (segment.Cold!.Check(segment) is { } damage)
            {
                return ColdDamage.Error(segment, damage.Reason, failure);
            }
        }

        if (!MayBeOfAFile(failure, isOurs))
        {
            return null;
        }

        foreach (var segment in files.OrderByDescending(s => failure.Message.Contains(s.Cold!.Path, StringComparison.Ordinal)))
        {
            if (segment.Cold!.Compare(segment, isStopped) is { } damage)
            {
                return ColdDamage.Error(segment, damage.Reason, failure);
            }
        }

        return null;
    }

    // What is wrong in a caller's own statement must not have every file read.
    private static bool MayBeOfAFile(DuckDbException failure, bool isOurs) => failure.ErrorType switch
    {
        DuckDBErrorType.Interrupt or DuckDBErrorType.OutOfMemory => false,
        DuckDBErrorType.Io or DuckDBErrorType.Invalid or DuckDBErrorType.Serialization or DuckDBErrorType.Internal or DuckDBErrorType.Fatal => true,
        _ => isOurs || failure.Message.Contains("parquet", StringComparison.OrdinalIgnoreCase),
    };
}

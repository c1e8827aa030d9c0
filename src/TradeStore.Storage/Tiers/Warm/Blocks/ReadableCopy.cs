using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Warm.Blocks;

/// <summary>
/// A copy of the database with the checksums of damaged blocks set anew, which shows whether it can be read as a whole: where nothing was
/// recorded before a checkpoint, that is the only proof that what it has torn was not in use.
/// </summary>
internal sealed class ReadableCopy(StoreFolder folder)
{
    private const string Bounds = "statistics_propagation";

    /// <summary>Tells whether nothing else is damaged, and every row of every table can be read and agrees with what the metadata says of them.</summary>
    public bool IsWhole(EngineFile file, DatabaseHeader header, IReadOnlyCollection<(MetadataBlock Block, byte[] Bytes)> damaged)
    {
        if (!AreOthersWhole(file, header, damaged.Select(d => d.Block.Id).ToHashSet()))
        {
            return false;
        }

        Directory.CreateDirectory(folder.Temporary);

        // A name that nobody has used: what somebody has put there is neither followed nor written over.
        var path = Path.Combine(folder.Temporary, $"mended-{Guid.NewGuid():N}.duckdb");
        try
        {
            File.Copy(folder.Database, path);
            using (var copy = EngineFile.Open(path, FileAccess.ReadWrite))
            {
                foreach (var (block, bytes) in damaged)
                {
                    byte[] mended = [.. bytes];
                    BlockChecksum.Set(mended);
                    copy.WriteStart(block.Id, mended.Length, mended.AsSpan(..BlockChecksum.Size));
                }
            }

            return AgreesWithItself(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool AreOthersWhole(EngineFile file, DatabaseHeader header, HashSet<long> damaged)
    {
        if (file.ReadFreeBlocks(header) is not { } free)
        {
            return false;
        }

        var bytes = new byte[header.BlockSize];
        for (var block = 0L; block < header.BlockCount; block++)
        {
            if (!free.Contains(block) && !damaged.Contains(block) && (!file.ReadBlock(block, bytes) || !BlockChecksum.IsRight(bytes)))
            {
                return false;
            }
        }

        return true;
    }

    // The counts and bounds that the engine takes from its metadata, against those of the rows themselves.
    private static bool AgreesWithItself(string path)
    {
        try
        {
            using var instance = DuckDbInstance.Open(path, new Dictionary<string, string>(StringComparer.Ordinal) { ["access_mode"] = "READ_ONLY" });
            using var session = instance.Connect();
            var questions = Questions(session);
            var said = questions.ConvertAll(session.QueryScalar<string>);
            session.Execute($"SET disabled_optimizers = '{Bounds}'");
            return questions.ConvertAll(session.QueryScalar<string>).SequenceEqual(said, StringComparer.Ordinal);
        }
        catch (DuckDbException)
        {
            return false;
        }
    }

    private static List<string> Questions(DuckDbSession session) =>
        session.QueryTexts(
            """
            SELECT format('SELECT (count(*), {})::VARCHAR FROM "{}"."{}"', string_agg(format('min({0}), max({0})', name), ', '), schema_name, table_name)
            FROM (SELECT *, '"' || replace(column_name, '"', '""') || '"' AS name FROM duckdb_columns())
            WHERE table_oid IN (SELECT table_oid FROM duckdb_tables()) GROUP BY schema_name, table_name
            """,
            columns: 1).ConvertAll(row => row[0]);
}

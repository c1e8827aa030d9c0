using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>
/// <c>_applied</c>: up to which journal sequence number each table's frames are in the database, written in the same transaction as their
/// rows. The writer and the upkeep each keep a stream of their own that says up to where every table's are, so that their transactions
/// never meet in a row.
/// </summary>
internal sealed class AppliedSequences
{
    /// <summary>The stream by which the writer says that nothing of any table is missing.</summary>
    public const string FloorOfWriter = "*writer";

    /// <summary>The stream by which the upkeep says so.</summary>
    public const string FloorOfUpkeep = "*upkeep";

    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);

    /// <summary>Gets the highest sequence number applied of any table.</summary>
    public long Highest => _sequences.Values.DefaultIfEmpty(0).Max();

    /// <summary>Gets the sequence number up to which nothing is missing.</summary>
    public long Floor
    {
        get
        {
            lock (_sequences)
            {
                return Math.Max(_sequences.GetValueOrDefault(FloorOfWriter), _sequences.GetValueOrDefault(FloorOfUpkeep));
            }
        }
    }

    /// <summary>Gets sequence numbers that are in the database for certain: the last of each table.</summary>
    public IReadOnlyList<long> Held => [.. _sequences.Where(s => s.Key is not (FloorOfWriter or FloorOfUpkeep)).Select(s => s.Value).Distinct()];

    public static AppliedSequences Load(DuckDbSession session)
    {
        var applied = new AppliedSequences();
        using var result = session.Query("SELECT stream, sequence FROM _applied");
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    applied._sequences[chunk.GetVector(0).GetString(row)] = chunk.GetVector(1).Values<long>()[row];
                }
            }
        }

        return applied;
    }

    /// <summary>Tells whether a frame is in the database.</summary>
    public bool Holds(string stream, long sequence)
    {
        lock (_sequences)
        {
            return sequence <= Floor || sequence <= _sequences.GetValueOrDefault(stream);
        }
    }

    /// <summary>Writes the sequence numbers of streams in the session's transaction.</summary>
    public void Write(DuckDbSession session, IReadOnlyList<(string Stream, long Sequence)> streams)
    {
        List<string> known;
        lock (_sequences)
        {
            known = [.. streams.Where(s => _sequences.ContainsKey(s.Stream)).Select(s => TableDefinitionSql.Literal(s.Stream))];
        }

        // Not an UPDATE: the engine refuses a checkpoint while any read is older than one.
        var delete = known.Count == 0 ? "" : $"DELETE FROM _applied WHERE stream IN ({string.Join(", ", known)}); ";
        var values = streams.Select(s => $"({TableDefinitionSql.Literal(s.Stream)}, {s.Sequence})");
        session.Execute($"{delete}INSERT INTO _applied VALUES {string.Join(", ", values)}");
    }

    /// <summary>Follows what <see cref="Write"/> wrote, once it is committed.</summary>
    public void Committed(IReadOnlyList<(string Stream, long Sequence)> streams)
    {
        lock (_sequences)
        {
            foreach (var (stream, sequence) in streams)
            {
                _sequences[stream] = sequence;
            }
        }
    }
}

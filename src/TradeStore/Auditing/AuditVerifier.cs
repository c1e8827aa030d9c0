using TradeStore.DuckDb.Vectors;
using TradeStore.Model;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Auditing;

/// <summary>Follows the audit chain through what is stored, a chunk of rows at a time.</summary>
internal sealed class AuditVerifier(ReadContext context)
{
    private static readonly string[] Names = [.. AuditTable.Definition.Columns.Select(c => c.Name)];
    private static readonly int Number = Array.IndexOf(Names, "sequence_number");
    private static readonly int Hash = Array.IndexOf(Names, "hash");
    private static readonly int PreviousHash = Array.IndexOf(Names, "previous_hash");
    private static readonly int Time = Array.IndexOf(Names, "ts");
    private static readonly int Id = Array.IndexOf(Names, "audit_id");

    // In the order of docs/audit.md.
    private static readonly int[] Hashed =
    [
        Time, Id, .. new[] { "event_type", "severity", "component", "bot_id", "user_id", "details", "previous_hash" }.Select(name => Array.IndexOf(Names, name)), Number,
    ];

    public async Task<AuditVerification> RunAsync(CancellationToken cancellationToken)
    {
        var table = AuditTable.Definition;
        var query = new TableQuery<AuditRecord>(table, context).OrderBy(a => a.SequenceNumber).Definition;
        var plan = new ReadPlan
        {
            Statements = transaction => TableQueryPlan.Rows(table, RowSelection.Whole(table), query, transaction.Map, context.Maps.Current, transaction.Applied(table)),
            Bind = _ => { },
        };
        using var hasher = new AuditHasher();
        var last = new AuditVerification(0, AuditBreak.None, FirstBroken: null, 0, LastHash: null);
        await foreach (var chunk in ChunkStream.RunAsync(context, AuditTable.Definition, ReadConsistency.Latest, plan, Names, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                last = Follow(last, chunk, row, hasher);
                if (!last.IsIntact)
                {
                    return last;
                }
            }
        }

        return last;
    }

    private static AuditVerification Follow(AuditVerification last, ColumnChunk chunk, int row, AuditHasher hasher)
    {
        var expected = last.LastSequenceNumber + 1;
        if (chunk.IsNull(Number, row))
        {
            // They come last.
            return last with { Break = AuditBreak.Gap, FirstBroken = expected };
        }

        var number = chunk.Values<long>(Number)[row];
        if (number != expected)
        {
            return number < expected
                ? last with { Break = AuditBreak.Order, FirstBroken = number }
                : last with { Break = AuditBreak.Gap, FirstBroken = expected };
        }

        var hash = chunk.GetString(Hash, row);
        if (!string.Equals(Rehash(chunk, row, hasher), hash, StringComparison.Ordinal))
        {
            return last with { Break = AuditBreak.Hash, FirstBroken = number };
        }

        return string.Equals(chunk.GetString(PreviousHash, row), last.LastHash, StringComparison.Ordinal)
            ? new AuditVerification(last.RecordsChecked + 1, AuditBreak.None, FirstBroken: null, number, hash)
            : last with { Break = AuditBreak.Link, FirstBroken = number };
    }

    // Of what is stored, not of a record made of it: a value that no record can have is a change, too.
    private static string Rehash(ColumnChunk chunk, int row, AuditHasher hasher)
    {
        hasher.Begin();
        foreach (var column in Hashed)
        {
            // Where a NULL stands the memory may still hold what stood there before.
            if (chunk.IsNull(column, row))
            {
                hasher.AddMissing();
            }
            else if (column == Time || column == Number)
            {
                hasher.Add(chunk.Values<long>(column)[row]);
            }
            else if (column == Id)
            {
                hasher.Add(UuidConversion.FromStored(chunk.Values<Int128>(column)[row]));
            }
            else
            {
                hasher.Add(chunk.Utf8(column, row));
            }
        }

        return hasher.End();
    }
}

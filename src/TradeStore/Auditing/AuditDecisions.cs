using TradeStore.Decisions;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tables;

namespace TradeStore.Auditing;

/// <summary>Ties audit records to the end of the chain, one after the other.</summary>
internal sealed class AuditDecisions(LiveState state)
{
    private const string Table = "audit_log";

    /// <summary>Takes records in, in their order.</summary>
    /// <returns>The records as they are stored.</returns>
    public IReadOnlyList<AuditRecord> Record(Decision decision, IReadOnlyList<AuditRecord> records)
    {
        var link = decision.Get(state.AuditChain);
        var stored = new List<AuditRecord>(records.Count);
        for (var row = 0; row < records.Count; row++)
        {
            ArgumentNullException.ThrowIfNull(records[row], nameof(records));
            Check(decision, records[row], row);
            var next = records[row] with
            {
                Timestamp = decision.Time,
                AuditId = decision.NewId(),
                PreviousHash = link.Hash,
                SequenceNumber = After(link.SequenceNumber),
            };
            next = next with { Hash = AuditHasher.Of(next) };
            link = new AuditLink(next.SequenceNumber, next.Hash);
            decision.Append(AuditTable.Definition, next);
            stored.Add(next);
        }

        decision.Set(state.AuditChain, link);
        return stored;
    }

    // No log grows so long: somebody has changed the number.
    private static long After(long number) => number < long.MaxValue ? number + 1 : throw new StoreCorruptException(
        $"The newest sequence_number in {Table} is {number}, and none comes after it: it was changed. Audit.VerifyAsync says where the chain breaks.",
        [$"{Table}: sequence_number {number} is not one that the store gave."]);

    private void Check(Decision decision, AuditRecord record, int row)
    {
        if (record.SequenceNumber != 0 || record.Hash is not null || record.PreviousHash is not null)
        {
            throw new InvalidRowException(Table, row, "sequence_number", record.SequenceNumber, "the number and the hashes are filled in by the store.");
        }

        if (record.BotId is { } botId)
        {
            BotDecisions.CheckRegistered(decision, state, Table, botId);
        }
    }
}

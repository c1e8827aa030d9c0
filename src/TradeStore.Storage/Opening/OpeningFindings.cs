using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Journal;

namespace TradeStore.Storage.Opening;

/// <summary>What is found before anything is changed, and whether the store is opened with it.</summary>
/// <param name="parts">Whether its parts fit together.</param>
/// <param name="journal">What is lost.</param>
internal sealed class OpeningFindings(PartFindings parts, JournalFindings journal)
{
    /// <summary>Gets the mark, where there is one to go by.</summary>
    public StoreMark? Mark => parts.Mark;

    /// <summary>Gets the highest sequence number that was ever acknowledged.</summary>
    public long Acknowledged => journal.Acknowledged;

    /// <summary>Gets the ranges that no part holds.</summary>
    public IReadOnlyList<LostSequences> Lost => journal.Lost;

    /// <summary>Gets a value indicating whether the manifest is that of the files: what it does not name is of no use then.</summary>
    public bool IsFitting => parts.Reasons.Count == 0 && !parts.IsDatabaseOlder && Lost.Count == 0;

    /// <summary>Gets all sentences.</summary>
    public IReadOnlyList<string> Sentences =>
    [
        .. parts.Sentences,
        .. journal.Sentences,
        .. Lost.Count > 0 && parts.MayHaveLostTheEnd ? ["The machine was started anew since, and acknowledgements did not wait for the disk (Journal.Durability = Os)."] : Array.Empty<string>(),
    ];

    /// <summary>Refuses a store that does not hold all that was acknowledged, or does not let it be told, unless the policy allows it.</summary>
    /// <exception cref="StoreCorruptException">It is refused.</exception>
    public void ThrowIfRefused(DamagePolicy policy)
    {
        var isLost = Lost.Count > 0 && !parts.MayHaveLostTheEnd;
        if (policy == DamagePolicy.AcceptDataLoss || (!isLost && parts.Reasons.Count == 0))
        {
            return;
        }

        var lost = isLost ? $"Acknowledged batches are lost: sequence {JournalFindings.Text(Lost)} are damaged or missing in the journal and the database does not hold them. " : "";
        var reasons = string.Concat(parts.Reasons.Select(r => $"{r} "));
        throw new StoreCorruptException(
            $"{lost}{reasons}Everything else is intact. Put back the part that is missing or older, or restore a backup of the whole folder; open with OnDamage = AcceptDataLoss to go on with what is here. Nothing was changed.",
            Sentences);
    }
}

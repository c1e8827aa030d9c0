using TradeStore.Configuration;
using TradeStore.Errors;
using TradeStore.Journal;
using TradeStore.Tiers.Warm;

namespace TradeStore.Opening;

/// <summary>What the journal's scan means for the data: damage that the database covers, and damage that it does not.</summary>
internal sealed class JournalFindings
{
    private readonly List<string> _sentences = [];
    private readonly List<LostSequences> _lost = [];

    public JournalFindings(JournalScanReport scan, AppliedSequences applied)
    {
        foreach (var loss in scan.Losses)
        {
            Add(loss, applied);
        }

        if (scan.Cut is { } cut)
        {
            Add(cut);
        }

        _sentences.AddRange(scan.DamagedHeaders.Select(s => $"The header of the journal segment {s} is damaged; its batches were read all the same."));
        _sentences.AddRange(scan.ForeignFiles.Select(f => $"The file {f.Name} in the journal's folder was left alone: {f.Reason}"));
        if (scan.LastSequence < applied.Highest)
        {
            AddEnd(scan.LastSequence, applied);
        }
    }

    public IReadOnlyList<string> Sentences => _sentences;

    public IReadOnlyList<LostSequences> Lost => _lost;

    /// <exception cref="StoreCorruptException">Acknowledged batches are lost, and the policy is to refuse.</exception>
    public void ThrowIfLost(DamagePolicy policy)
    {
        if (_lost.Count > 0 && policy == DamagePolicy.Refuse)
        {
            throw new StoreCorruptException(
                $"Acknowledged batches are lost: sequence {string.Join(", ", _lost.Select(l => l.From == l.To ? $"{l.From}" : $"{l.From} to {l.To}"))} of the journal "
                    + "are damaged and the database does not hold them. Everything else is intact; open with OnDamage = OpenWithoutTheLost to go on without them, or restore a backup. "
                    + "Nothing was changed.",
                Sentences);
        }
    }

    private void Add(JournalLoss loss, AppliedSequences applied)
    {
        // Which table a damaged frame was for cannot be told, so that only what every table has is certain.
        var covered = loss.ToSequence <= applied.Floor;
        _sentences.Add($"The journal is damaged at {loss.Segment}:{loss.Offset} ({loss.Bytes:N0} bytes): sequence {loss.FromSequence} to {loss.ToSequence}; "
            + (covered ? "the database holds them." : "the database does not hold all of them."));
        if (!covered)
        {
            _lost.Add(new LostSequences(Math.Max(loss.FromSequence, applied.Floor + 1), loss.ToSequence));
        }
    }

    // What the database testifies to have been acknowledged is damage, so that a cut is always behind it.
    private void Add(JournalCut cut) => _sentences.Add(
        $"The journal's tail was cut at {cut.Segment}:{cut.Offset} ({cut.Bytes:N0} bytes, sequence {cut.Sequence}): "
            + "it was not acknowledged as far as the journal and the database can tell.");

    // Where the journal ends before the database without a trace of what followed, each table holds its own highest batch, but one that was
    // only in memory for a table may have come before that.
    private void AddEnd(long journalEnd, AppliedSequences applied)
    {
        var first = Math.Max(journalEnd, applied.Floor) + 1;
        var sentence = $"The journal ends at sequence {journalEnd}, before the database ({applied.Highest});";
        if (first >= applied.Highest)
        {
            _sentences.Add($"{sentence} nothing is missing from the database.");
        }
        else if (!_lost.Exists(l => l.From <= first && l.To >= applied.Highest - 1))
        {
            _sentences.Add($"{sentence} the database does not hold all from {first} to {applied.Highest - 1}.");
            _lost.Add(new LostSequences(first, applied.Highest - 1));
        }
    }
}

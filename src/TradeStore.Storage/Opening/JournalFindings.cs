using TradeStore.Storage.Journal;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Opening;

/// <summary>What the journal's scan means for the data: what of all that was acknowledged neither it nor the database holds.</summary>
internal sealed class JournalFindings
{
    private readonly List<string> _sentences = [];
    private readonly List<LostSequences> _lost = [];
    private readonly AppliedSequences _applied;
    private readonly bool _isEndKnown;
    private long _lookedAt;

    /// <param name="scan">What the journal holds.</param>
    /// <param name="applied">What the database holds.</param>
    /// <param name="mark">What the mark says; <see langword="null"/> where there is none to go by.</param>
    /// <param name="isEndKnown">Whether the mark can be trusted to say where the journal ended.</param>
    public JournalFindings(JournalScanReport scan, AppliedSequences applied, StoreMark? mark, bool isEndKnown = true)
    {
        (_applied, _isEndKnown) = (applied, isEndKnown);
        Acknowledged = Math.Max(Math.Max(applied.Highest, scan.LastSequence), mark?.Acknowledged ?? 0);
        AddBeginning(scan);
        foreach (var loss in scan.Losses)
        {
            Add(loss);
        }

        AddEnd(scan, mark);
        if (mark is null && scan.Frames == 0)
        {
            _sentences.Add($"There is no journal and no mark that would say how far the store had come: what the database does not hold is lost ({Text(Lose(Acknowledged + 1, long.MaxValue))}).");
        }

        if (scan.Cut is { } cut)
        {
            // What the database or the mark testifies to have been acknowledged is damage, so that a cut is always behind it.
            _sentences.Add($"The journal's tail was cut at {cut.File}:{cut.Offset} ({cut.Bytes:N0} bytes, sequence {cut.Sequence}): it was not acknowledged as far as can be told.");
        }

        _sentences.AddRange(scan.DamagedHeaders.Select(s => $"The header of the journal file {s} is damaged; what of its batches is whole was read all the same."));
        _sentences.AddRange(scan.ForeignFiles.Select(f => $"The file {f.Name} in the journal's folder was left alone: it {f.Reason}."));
        _sentences.AddRange(scan.InTheWay.Select(f => $"The file {f.Name} in the journal's folder has the name of a segment to come and is set aside: it {f.Reason}."));
    }

    /// <summary>Gets the highest sequence number that was ever acknowledged, as far as any part tells.</summary>
    public long Acknowledged { get; }

    public IReadOnlyList<string> Sentences => _sentences;

    public IReadOnlyList<LostSequences> Lost => _lost;

    /// <summary>Returns ranges as text.</summary>
    public static string Text(IEnumerable<LostSequences> ranges) => string.Join(", ", ranges.Select(Text));

    private static string Text(LostSequences range) => range.From == range.To ? $"{range.From}" : range.To == long.MaxValue ? $"{range.From} and later" : $"{range.From} to {range.To}";

    // The database holds everything up to its floor; what it lacks begins behind that.
    private void AddBeginning(JournalScanReport scan)
    {
        var lost = scan.Files == 0 ? [] : Lose(_applied.Floor + 1, scan.PreviousSequence);
        if (lost.Count > 0)
        {
            _sentences.Add($"The journal begins behind sequence {scan.PreviousSequence}, and the database holds everything only up to {_applied.Floor}: {Text(lost)} are in neither.");
        }
    }

    private void Add(JournalLoss loss)
    {
        // Which table a damaged frame was for cannot be told, so that only what every table has is certain.
        var lost = Lose(loss.FromSequence, loss.ToSequence);
        _sentences.Add($"The journal is damaged at {loss.File}:{loss.Offset} ({loss.Bytes:N0} bytes): sequence {loss.FromSequence} to {loss.ToSequence}; "
            + (lost.Count == 0 ? "the database holds them." : "the database does not hold all of them."));
    }

    private void AddEnd(JournalScanReport scan, StoreMark? mark)
    {
        var known = scan.Losses.Select(l => l.ToSequence).Append(scan.LastSequence).Max();
        if (known >= Acknowledged || _lookedAt >= Acknowledged)
        {
            return;
        }

        // A journal that ends before the database does has lost its end, and only the mark could say how much of it.
        var lost = Lose(known + 1, _isEndKnown || scan.Frames == 0 ? Acknowledged : long.MaxValue);
        var segment = mark is { LastFile: > 0 } said && said.Acknowledged > known ? JournalFileName.Of(said.LastFile) : null;
        var missing = segment is not null && !scan.Names.Contains(segment, StringComparer.Ordinal) ? $" Its last segment was {segment}, which is not there." : "";
        _sentences.Add($"The journal ends at sequence {scan.LastSequence}, and {Acknowledged} was acknowledged: "
            + (lost.Count == 0 ? $"the database ({_applied.Highest}) holds what is not there; nothing is missing." : $"the database does not hold {Text(lost)}.") + missing);
    }

    // What a table's own number names is in the database for certain, whatever lies before it. Ranges come in order, and none is counted twice.
    private List<LostSequences> Lose(long from, long to)
    {
        var lost = new List<LostSequences>();
        var next = Math.Max(from, Math.Max(_applied.Floor, _lookedAt) + 1);
        _lookedAt = Math.Max(_lookedAt, to);
        foreach (var held in _applied.Held.Where(h => h >= next && h <= to).Order())
        {
            if (held > next)
            {
                lost.Add(new LostSequences(next, held - 1));
            }

            next = held + 1;
        }

        if (next <= to)
        {
            lost.Add(new LostSequences(next, to));
        }

        _lost.AddRange(lost);
        return lost;
    }
}

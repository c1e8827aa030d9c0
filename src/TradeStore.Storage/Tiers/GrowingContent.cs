using System.Collections.Concurrent;
using System.Text;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers;

/// <summary>
/// What is known, in memory, of a segment that takes rows or did until it was closed: the texts at the head of the cluster key of its rows, those of the memtable among
/// them, and how many rows a read has counted. Texts are noted before their rows can be seen, so that no read finds a row of which they do not tell.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="isNew">Whether every row of the segment is noted; otherwise what it held before has to be learnt.</param>
internal sealed class GrowingContent(TableSchema table, bool isNew)
{
    // As many as are looked at to cut a sealed partition.
    private const int MostDepths = 2;
    private const int MostTexts = 1_024;
    private const int LongestLookedUp = 256;
    private readonly ConcurrentDictionary<string, bool>?[] _texts =
        [.. table.ClusterTexts.Take(MostDepths).Select(_ => new ConcurrentDictionary<string, bool>(concurrencyLevel: 1, capacity: 4, StringComparer.Ordinal))];

    private volatile bool _isKnown = isNew;
    private volatile CountedRows? _counted;
    private long _lastSequence;
    private long _mostRows = isNew ? 0 : long.MaxValue;

    /// <summary>Gets how many texts at the head of the cluster key are noted.</summary>
    public int Depths => _texts.Length;

    /// <summary>Gets a value indicating whether the texts of all rows are noted.</summary>
    public bool IsKnown => _isKnown;

    /// <summary>Gets how many rows there can be at most.</summary>
    public long MostRows => Volatile.Read(ref _mostRows);

    /// <summary>Notes a text of rows that follow, before they can be seen.</summary>
    /// <param name="depth">The place in <see cref="TableSchema.ClusterTexts"/>.</param>
    /// <param name="text">The text, in UTF-8.</param>
    public void Note(int depth, ReadOnlySpan<byte> text)
    {
        if (Volatile.Read(ref _texts[depth]) is not { } known)
        {
            return;
        }

        if (text.Length > LongestLookedUp)
        {
            Add(depth, known, Encoding.UTF8.GetString(text));
            return;
        }

        Span<char> characters = stackalloc char[LongestLookedUp];
        characters = characters[..Encoding.UTF8.GetChars(text, characters)];
        if (!known.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(characters))
        {
            Add(depth, known, new string(characters));
        }
    }

    /// <summary>Notes, before they can be seen, that rows of frames up to a sequence number follow.</summary>
    public void Note(long sequence, long rows)
    {
        Volatile.Write(ref _lastSequence, Math.Max(sequence, _lastSequence));
        if (_mostRows < long.MaxValue)
        {
            Volatile.Write(ref _mostRows, checked(_mostRows + rows));
        }
    }

    /// <summary>Notes the texts of all rows of a snapshot: with those that were noted since the segment was met, they are all.</summary>
    public void Learn(IEnumerable<string[]> rows)
    {
        foreach (var row in rows)
        {
            for (var depth = 0; depth < _texts.Length; depth++)
            {
                if (Volatile.Read(ref _texts[depth]) is { } known)
                {
                    Add(depth, known, row[depth]);
                }
            }
        }

        _isKnown = true;
    }

    /// <summary>Tells whether there can be rows with some values of columns.</summary>
    /// <param name="valuesOf">Returns the values that a column may have; <see langword="null"/> when it may have any.</param>
    public bool MayHold(Func<int, IReadOnlyList<string>?> valuesOf)
    {
        for (var depth = 0; _isKnown && depth < _texts.Length; depth++)
        {
            if (Volatile.Read(ref _texts[depth]) is { } known && valuesOf(table.ClusterTexts[depth]) is { } values && !values.Any(known.ContainsKey))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns what was counted, where that is what a snapshot holds.</summary>
    /// <param name="applied">The sequence number up to which the snapshot holds the table's rows.</param>
    public CountedRows? CountedAt(long applied) => _counted is { } counted && Volatile.Read(ref _lastSequence) <= Math.Min(counted.Applied, applied) ? counted : null;

    /// <summary>Notes what a read has counted.</summary>
    public void Counted(CountedRows counted) => _counted = counted;

    private void Add(int depth, ConcurrentDictionary<string, bool> known, string text)
    {
        // So many are hardly passed over, and this is in memory.
        if (known.TryAdd(text, true) && known.Count > MostTexts)
        {
            Volatile.Write(ref _texts[depth], null);
        }
    }
}

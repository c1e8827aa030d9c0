using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>Fills that come again under their own id, as the store has them; what a repetition is compared with.</summary>
internal sealed class RecordedFills
{
    private readonly Dictionary<Guid, Execution?> _known = [];
    private readonly Dictionary<Guid, Execution> _decided = [];
    private readonly Dictionary<Guid, Execution> _missing = [];

    /// <summary>Gets the fills, as they came again, whose recorded ones must be read.</summary>
    public IReadOnlyCollection<Execution> Missing => _missing.Values;

    /// <summary>Forgets what was decided about: it is decided anew.</summary>
    public void Restart() => _decided.Clear();

    /// <summary>Asks for the recorded fill that has the id of one that came, unless it is known.</summary>
    public void Ask(Execution fill)
    {
        if (!_known.ContainsKey(fill.ExecutionId) && !_decided.ContainsKey(fill.ExecutionId))
        {
            _missing[fill.ExecutionId] = fill;
        }
    }

    /// <summary>Takes what was read; of a fill that is not among it nothing can be compared any more.</summary>
    public void Add(IEnumerable<Execution> read)
    {
        foreach (var id in _missing.Keys)
        {
            _known[id] = null;
        }

        _missing.Clear();
        foreach (var fill in read)
        {
            _known[fill.ExecutionId] = fill;
        }
    }

    /// <summary>Takes a fill that was decided about.</summary>
    public void Add(Execution fill) => _decided[fill.ExecutionId] = fill;

    /// <summary>Returns the recorded fill that has an id; <see langword="null"/> when it could not be read.</summary>
    public Execution? Find(Guid executionId) => _decided.GetValueOrDefault(executionId) ?? _known.GetValueOrDefault(executionId);
}

namespace TradeStore.Storage.Schema;

/// <summary>Names and the numbers they stand for, in the order of the numbers. Not generic, so that the many enums of a store share its compiled code.</summary>
internal sealed class EnumNames
{
    private readonly List<string> _all = [];
    private readonly Dictionary<ulong, string> _names = [];
    private readonly Dictionary<string, ulong> _numbers = new(StringComparer.Ordinal);

    public IReadOnlyList<string> All => _all;

    /// <summary>Adds a name, unless the number has one already.</summary>
    public void Add(ulong number, string name)
    {
        if (_names.TryAdd(number, name))
        {
            _numbers.Add(name, number);
            _all.Add(name);
        }
    }

    public string? Find(ulong number) => _names.GetValueOrDefault(number);

    public bool TryFind(string name, out ulong number) => _numbers.TryGetValue(name, out number);
}

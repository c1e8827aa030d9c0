namespace TradeStore.Import.Lean;

/// <summary>What of a LEAN folder is imported, and how. An empty list does not restrict.</summary>
public sealed record LeanImportOptions
{
    /// <summary>Gets the symbols to import, in any case; all by default.</summary>
    public IReadOnlyCollection<string> Symbols { get; init; } = [];

    /// <summary>Gets the market folders to import, in any case, for example <c>usa</c>; all by default.</summary>
    public IReadOnlyCollection<string> Markets { get; init; } = [];

    /// <summary>Gets the security types to import; all by default.</summary>
    public IReadOnlyCollection<LeanSecurityType> SecurityTypes { get; init; } = [];

    /// <summary>Gets the resolutions to import; all by default.</summary>
    public IReadOnlyCollection<LeanResolution> Resolutions { get; init; } = [];

    /// <summary>Gets the first day to import, a day of the exchange's own calendar; no limit by default.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>Gets the last day to import, included; no limit by default.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Gets what a damaged line does; it stops its file by default.</summary>
    public DamagedLineRule DamagedLines { get; init; }

    /// <summary>Gets what happens to a value with too many decimals; its line is damaged by default.</summary>
    public ExcessDecimalsRule ExcessDecimals { get; init; }

    /// <summary>Gets the rows handed to the store at a time: 1 to 1,000,000, 50,000 by default.</summary>
    public int BatchRows { get; init; } = 50_000;

    /// <summary>Gets how many files are read ahead of the one being stored: 1 to 64, 2 by default.</summary>
    public int FilesAhead { get; init; } = 2;

    /// <summary>Gets the shortest time between two progress reports: 0 or more, 200 ms by default.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Gets the time zones of markets the importer does not know or would take to be in another zone, by
    /// <c>securitytype/market</c> in lower case, for example <c>equity/india</c>. Known: <c>equity/usa</c> is New York; forex, crypto
    /// and cfd are UTC.
    /// </summary>
    public IReadOnlyDictionary<string, TimeZoneInfo> TimeZones { get; init; } = new Dictionary<string, TimeZoneInfo>(StringComparer.Ordinal);

    internal bool Takes(LeanSecurityType type) => SecurityTypes.Count == 0 || SecurityTypes.Contains(type);

    internal bool Takes(LeanResolution resolution) => Resolutions.Count == 0 || Resolutions.Contains(resolution);

    internal bool TakesMarket(string market) => Markets.Count == 0 || Markets.Contains(market, StringComparer.OrdinalIgnoreCase);

    internal bool TakesSymbol(string symbol) => Symbols.Count == 0 || Symbols.Contains(symbol, StringComparer.OrdinalIgnoreCase);

    internal bool TakesDay(DateOnly day) => !(day < FirstDay) && !(day > LastDay);

    internal void Validate()
    {
        ThrowUnless(BatchRows is >= 1 and <= 1_000_000, $"{nameof(BatchRows)} is {BatchRows}; it must be 1 to 1,000,000.");
        ThrowUnless(FilesAhead is >= 1 and <= 64, $"{nameof(FilesAhead)} is {FilesAhead}; it must be 1 to 64.");
        ThrowUnless(ProgressInterval >= TimeSpan.Zero, $"{nameof(ProgressInterval)} is {ProgressInterval}; it must not be negative.");
        ThrowUnless(!(FirstDay > LastDay), $"{nameof(FirstDay)} {FirstDay:O} is after {nameof(LastDay)} {LastDay:O}.");
    }

    private static void ThrowUnless(bool holds, string message, string options = "options")
    {
        if (!holds)
        {
            throw new ArgumentException(message, options);
        }
    }
}

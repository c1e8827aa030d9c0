namespace TradeStore.Model;

/// <summary>
/// What a venue changed of one tick: the values that count since then, or that it does not count at all. Stored in <c>tick_corrections</c>, the newest of each tick;
/// the older ones are in the audit log.
/// </summary>
public sealed record TickCorrection
{
    /// <summary>Gets the tick's exchange.</summary>
    public required string Exchange { get; init; }

    /// <summary>Gets the tick's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the tick's event time, UTC.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the tick's sequence number.</summary>
    public required long SequenceNumber { get; init; }

    /// <summary>Gets a value indicating whether the tick has a bid or an ask.</summary>
    public bool IsQuote { get; init; }

    /// <summary>Gets a value indicating whether the tick has a trade.</summary>
    public bool IsTrade { get; init; }

    /// <summary>Gets a value indicating whether the tick was busted: no read returns it. Its values are those that counted last.</summary>
    public bool IsBusted { get; init; }

    /// <inheritdoc cref="Tick.BidPrice"/>
    public decimal? BidPrice { get; init; }

    /// <inheritdoc cref="Tick.AskPrice"/>
    public decimal? AskPrice { get; init; }

    /// <inheritdoc cref="Tick.BidSize"/>
    public decimal? BidSize { get; init; }

    /// <inheritdoc cref="Tick.AskSize"/>
    public decimal? AskSize { get; init; }

    /// <inheritdoc cref="Tick.LastPrice"/>
    public decimal? LastPrice { get; init; }

    /// <inheritdoc cref="Tick.LastSize"/>
    public decimal? LastSize { get; init; }

    /// <inheritdoc cref="Tick.Volume"/>
    public decimal? Volume { get; init; }

    /// <inheritdoc cref="Tick.Conditions"/>
    public IReadOnlyList<string>? Conditions { get; init; }

    /// <inheritdoc cref="Tick.Tape"/>
    public string? Tape { get; init; }

    /// <inheritdoc cref="Tick.Source"/>
    public string? Source { get; init; }

    /// <inheritdoc cref="Tick.CorrelationId"/>
    public Guid? CorrelationId { get; init; }

    /// <inheritdoc cref="Tick.IngestionTime"/>
    public DateTime? IngestionTime { get; init; }

    /// <inheritdoc cref="Tick.TradeId"/>
    public string? TradeId { get; init; }

    /// <inheritdoc cref="Tick.AggressorSide"/>
    public OrderSide? AggressorSide { get; init; }

    /// <summary>Gets why: 1 to 1,024 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets when the store took the change in (UTC); filled in by the store.</summary>
    public DateTime CorrectedAt { get; init; }

    /// <summary>Gets the record of the audit log that tells of the change, with what counted before.</summary>
    public Guid AuditId { get; init; }

    /// <summary>Makes the correction of a tick that has a sequence number.</summary>
    internal static TickCorrection Of(TickKey key, Tick values, string reason) => new()
    {
        Exchange = key.Exchange,
        Symbol = key.Symbol,
        Timestamp = key.Timestamp,
        SequenceNumber = key.SequenceNumber,
        IsQuote = key.IsQuote,
        IsTrade = key.IsTrade,
        BidPrice = values.BidPrice,
        AskPrice = values.AskPrice,
        BidSize = values.BidSize,
        AskSize = values.AskSize,
        LastPrice = values.LastPrice,
        LastSize = values.LastSize,
        Volume = values.Volume,
        Conditions = values.Conditions,
        Tape = values.Tape,
        Source = values.Source,
        CorrelationId = values.CorrelationId,
        IngestionTime = values.IngestionTime,
        TradeId = values.TradeId,
        AggressorSide = values.AggressorSide,
        Reason = reason,
    };

    /// <summary>Returns what the tick is known by.</summary>
    internal TickKey ToKey() => new()
    {
        Exchange = Exchange, Symbol = Symbol, Timestamp = Timestamp, SequenceNumber = SequenceNumber, IsQuote = IsQuote, IsTrade = IsTrade,
    };

    /// <summary>Returns the tick with its values.</summary>
    internal Tick ToTick() => new()
    {
        Timestamp = Timestamp,
        Exchange = Exchange,
        Symbol = Symbol,
        BidPrice = BidPrice,
        AskPrice = AskPrice,
        BidSize = BidSize,
        AskSize = AskSize,
        LastPrice = LastPrice,
        LastSize = LastSize,
        Volume = Volume,
        SequenceNumber = SequenceNumber,
        Conditions = Conditions,
        Tape = Tape,
        Source = Source,
        CorrelationId = CorrelationId,
        IngestionTime = IngestionTime,
        TradeId = TradeId,
        AggressorSide = AggressorSide,
    };
}

/// <summary>What a correction or a bust of a tick did; all of it is durable.</summary>
public sealed record TickChange
{
    /// <summary>Gets the tick as it counted before.</summary>
    public required Tick Before { get; init; }

    /// <summary>Gets the tick as it counts now; <see langword="null"/> when it was busted.</summary>
    public Tick? After { get; init; }

    /// <summary>Gets the record of the audit log; <see langword="null"/> when the tick said the same already, and nothing was written.</summary>
    public AuditRecord? Audit { get; init; }
}

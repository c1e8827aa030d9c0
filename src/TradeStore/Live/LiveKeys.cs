using TradeStore.Model;

namespace TradeStore.Live;

/// <summary>What tells positions apart.</summary>
internal readonly record struct PositionKey(string BotId, string Exchange, string Symbol);

/// <summary>Whose balance it is, where, and in what.</summary>
internal readonly record struct BalanceKey(string BotId, string Exchange, string Currency)
{
    public static BalanceKey Of(AccountBalance balance) => new(balance.BotId, balance.Exchange, balance.Currency);
}

/// <summary>The end of the audit chain, to which the next record is tied.</summary>
/// <param name="SequenceNumber">The number of the last record; 0 when there is none.</param>
/// <param name="Hash">Its hash, in hexadecimal; <see langword="null"/> before the first record, and where somebody has made something else of it.</param>
internal sealed record AuditLink(long SequenceNumber, string? Hash)
{
    /// <summary>What the first record is tied to.</summary>
    public static AuditLink First { get; } = new(0, Hash: null);
}

using TradeStore.Auditing;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>Has ticks count as venues changed them.</summary>
internal sealed class TickCorrections(LiveState live)
{
    private readonly TickCorrectionDecisions _decisions = new(live);

    /// <summary>Looks for a tick and changes it.</summary>
    /// <param name="key">What it is known by.</param>
    /// <param name="corrected">The values that count from now on; <see langword="null"/> for a bust.</param>
    /// <param name="reason">Why.</param>
    /// <param name="userId">Who says so.</param>
    /// <param name="read">Reads the ticks of a symbol and time.</param>
    /// <param name="cancellationToken">Stops looking and waiting for room.</param>
    public async Task<TickChange> ChangeAsync(
        TickKey key, Tick? corrected, string reason, string? userId, Func<TickQuery, CancellationToken, Task<IReadOnlyList<Tick>>> read, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var own = key with { Timestamp = UtcTime.ToMicroseconds(key.Timestamp) };
        var query = new TickQuery { Exchange = own.Exchange, Symbols = [own.Symbol], From = own.Timestamp, To = own.Timestamp.AddMicroseconds(1) };
        var numbered = (await read(query, cancellationToken).ConfigureAwait(false)).Where(t => t.SequenceNumber == own.SequenceNumber).ToList();
        var stored = numbered.Find(t => TickKey.Of(t) == own);
        return await live.Gate.DecideAsync(
            decision => _decisions.Change(decision, own, stored, isOtherKind: stored is null && numbered.Count > 0, corrected, reason, userId), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the key of a tick that is to be corrected.</summary>
    /// <exception cref="InvalidRowException">It has no sequence number.</exception>
    public static TickKey KeyOf(Tick corrected) => corrected.SequenceNumber is null
        ? throw new InvalidRowException(TickTable.Definition.Name, 0, "sequence_number", value: null, "a tick without a number is told from no other, so that none can be corrected.")
        : TickKey.Of(corrected);
}

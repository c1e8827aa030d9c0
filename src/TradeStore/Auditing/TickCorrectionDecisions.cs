using System.Text.Json;
using System.Text.Json.Serialization;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Schema;

namespace TradeStore.Auditing;

/// <summary>Decides about what venues change of ticks: the correction and its audit record are one frame.</summary>
internal sealed class TickCorrectionDecisions(LiveState state)
{
    private const string Table = "tick_corrections";
    private readonly AuditDecisions _audit = new(state);

    /// <summary>Has a tick count with other values, or no more.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="key">What the tick is known by.</param>
    /// <param name="stored">The tick as a read that began before has found it; <see langword="null"/> when it has not.</param>
    /// <param name="isOtherKind">Whether it has found one of that number and time that is a quote where the key has a trade, or the reverse.</param>
    /// <param name="corrected">The values that count from now on; <see langword="null"/> for a bust.</param>
    /// <param name="reason">Why.</param>
    /// <param name="userId">Who says so.</param>
    /// <exception cref="UnknownReferenceException">There is no such tick, or it was busted.</exception>
    public TickChange Change(Decision decision, TickKey key, Tick? stored, bool isOtherKind, Tick? corrected, string reason, string? userId)
    {
        // One that was decided since the read counts. Without any, a tick that is there stays as it is: the first one wins.
        var correction = decision.Find(state.TickCorrections, key);
        var before = stored is null || correction is { IsBusted: true } ? null : correction?.ToTick() ?? stored;
        if (before is null)
        {
            throw new UnknownReferenceException(
                Table,
                "tick",
                key,
                correction is { IsBusted: true } ? $"which was busted at {correction.CorrectedAt:O}, and stays so."
                    : isOtherKind ? "which is not in the store. A tick of that number and time is: whether it is a quote or a trade cannot be corrected; bust it, and append the right one."
                    : "which is not in the store.");
        }

        if (corrected is not null && IsSame(before, corrected))
        {
            return new TickChange { Before = before, After = before };
        }

        var after = (corrected ?? before) with { Timestamp = key.Timestamp, IngestionTime = corrected is null ? before.IngestionTime : decision.Time };
        var isBust = corrected is null;
        var record = _audit.Record(decision, [new AuditRecord
        {
            EventType = isBust ? "tick_busted" : "tick_corrected",
            Severity = Severity.Info,
            Component = "market_ticks",
            UserId = userId,
            Details = JsonSerializer.Serialize(new TickChangeDetails(key, before, isBust ? null : after, reason), TickJson.Default.TickChangeDetails),
        }])[0];
        var put = decision.Put(state.TickCorrections, TickCorrection.Of(key, after, reason) with { IsBusted = isBust, CorrectedAt = decision.Time, AuditId = record.AuditId });
        return new TickChange { Before = before, After = isBust ? null : put.ToTick(), Audit = record };
    }

    private static bool IsSame(Tick left, Tick right) =>
        Bare(left) == Bare(right) && (left.Conditions is null ? right.Conditions is null : right.Conditions is not null && left.Conditions.SequenceEqual(right.Conditions, StringComparer.Ordinal));

    private static Tick Bare(Tick tick) => tick with { Conditions = null, IngestionTime = null, Timestamp = UtcTime.ToMicroseconds(tick.Timestamp) };
}

/// <summary>What an audit record says of a changed tick.</summary>
/// <param name="Tick">What the tick is known by.</param>
/// <param name="Before">As it counted before.</param>
/// <param name="After">As it counts since; missing when it was busted.</param>
/// <param name="Reason">Why.</param>
internal sealed record TickChangeDetails(TickKey Tick, Tick Before, Tick? After, string Reason);

/// <summary>Changes of ticks as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TickChangeDetails))]
internal sealed partial class TickJson : JsonSerializerContext;

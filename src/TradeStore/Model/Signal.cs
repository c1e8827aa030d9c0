using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradeStore.Model;

/// <summary>
/// What a strategy proposes, stored before it is acted on, and what became of it. Stored in <c>signals</c>, partitioned by UTC month;
/// writing one again with the same id and time replaces it. Amounts are in quote currency, times UTC in whole microseconds.
/// </summary>
public sealed record Signal
{
    /// <summary>Gets the signal's id; the store makes one (UUID version 7) when it is <see cref="Guid.Empty"/>.</summary>
    public Guid SignalId { get; init; }

    /// <summary>Gets when the signal was made.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the bot: 1 to 255 characters.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the symbol; <see langword="null"/> for a prediction market, which has <see cref="MarketId"/>.</summary>
    public string? Symbol { get; init; }

    /// <summary>Gets the prediction market; <see langword="null"/> where <see cref="Symbol"/> is set.</summary>
    public string? MarketId { get; init; }

    /// <summary>Gets what is proposed.</summary>
    public required TradeAction Action { get; init; }

    /// <summary>Gets the price to trade at; <see langword="null"/> for any.</summary>
    public decimal? TargetPrice { get; init; }

    /// <summary>Gets the amount to trade for, zero or more, where known.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Gets how sure the strategy is, 0 to 1, where known.</summary>
    public double? Confidence { get; init; }

    /// <summary>Gets why: up to 1,024 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets which filters the signal passed and which it failed, as JSON.</summary>
    public string? Filters { get; init; }

    /// <summary>Gets a value indicating whether the signal passed all filters that it had to.</summary>
    public required bool Valid { get; init; }

    /// <summary>Gets a value indicating whether the signal was acted on.</summary>
    public bool Executed { get; init; }

    /// <summary>Gets when it was acted on; <see langword="null"/> before.</summary>
    public DateTime? ExecutedAt { get; init; }

    /// <summary>Gets the order the signal became.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>Gets the round trip the signal became.</summary>
    public Guid? TradeId { get; init; }

    /// <summary>Gets what became of it; <see langword="null"/> while that is open.</summary>
    public SignalOutcome? Outcome { get; init; }

    /// <summary>Gets when the signal is void, which may lie in the future; <see langword="null"/> for never.</summary>
    public DateTime? ExpiresAt { get; init; }
}

/// <summary>Which filters a signal passed and which it failed; kept as JSON in <see cref="Signal.Filters"/>.</summary>
/// <param name="Passed">The names of the filters it passed.</param>
/// <param name="Failed">The names of the filters it failed.</param>
public sealed record SignalFilters(IReadOnlyList<string> Passed, IReadOnlyList<string> Failed)
{
    /// <summary>Reads filters from JSON.</summary>
    /// <param name="json">An object with the lists <c>passed</c> and <c>failed</c>, as <see cref="ToJson"/> writes it.</param>
    /// <exception cref="JsonException">It is not such an object.</exception>
    public static SignalFilters Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSerializer.Deserialize(json, SignalFiltersJson.Default.SignalFilters) ?? throw new JsonException("The filters of a signal are an object, not null.");
    }

    /// <summary>Writes the filters as JSON: <c>{"passed":["trend"],"failed":["spread"]}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SignalFiltersJson.Default.SignalFilters);
}

/// <summary>Filters as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SignalFilters))]
internal sealed partial class SignalFiltersJson : JsonSerializerContext;

/// <summary>What became of a signal; stored by its lower-case name, in words joined by underscores.</summary>
public enum SignalOutcome
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>win</c>: its trade ended with a profit.</summary>
    Win,

    /// <summary><c>loss</c>: its trade ended with a loss.</summary>
    Loss,

    /// <summary><c>break_even</c>: its trade ended at zero.</summary>
    BreakEven,

    /// <summary><c>expired</c>: it was not executed in time.</summary>
    Expired,

    /// <summary><c>rejected</c>: a filter or the exchange refused it.</summary>
    Rejected,
}

using System.Text.Json;

namespace TradeStore.Model;

/// <summary>Which filters a signal passed and which it failed; kept as JSON in <see cref="Signal.Filters"/>.</summary>
/// <param name="Passed">The names of the filters it passed.</param>
/// <param name="Failed">The names of the filters it failed.</param>
public sealed record SignalFilters(IReadOnlyList<string> Passed, IReadOnlyList<string> Failed)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads filters from JSON.</summary>
    /// <param name="json">An object with the lists <c>passed</c> and <c>failed</c>, as <see cref="ToJson"/> writes it.</param>
    /// <exception cref="JsonException">It is not such an object.</exception>
    public static SignalFilters Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSerializer.Deserialize<SignalFilters>(json, Format) ?? throw new JsonException("The filters of a signal are an object, not null.");
    }

    /// <summary>Writes the filters as JSON: <c>{"passed":["trend"],"failed":["spread"]}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);
}

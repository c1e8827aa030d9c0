using System.Text.Json.Serialization;

namespace TradeStore.Auditing;

/// <summary>Changes of ticks as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TickChangeDetails))]
internal sealed partial class TickJson : JsonSerializerContext;

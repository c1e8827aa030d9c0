using System.Text.Json.Serialization;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>Compiled, so that opening a store does not pay for reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SegmentDetails))]
internal sealed partial class SegmentDetailsJson : JsonSerializerContext;

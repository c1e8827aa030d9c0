using System.Text.Json.Serialization;
using TradeStore.Model;

namespace TradeStore.Fingerprints;

/// <summary>Fingerprints as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DataFingerprint))]
internal sealed partial class FingerprintJson : JsonSerializerContext;

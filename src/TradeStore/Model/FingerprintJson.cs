using System.Text.Json.Serialization;
using TradeStore.Model;

namespace TradeStore.Model;

/// <summary>Fingerprints as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DataFingerprint))]
internal sealed partial class FingerprintJson : JsonSerializerContext;

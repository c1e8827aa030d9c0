using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace TradeStore.Tests.Tiering.Readers;

/// <summary>A Parquet file as a reader that is not DuckDB finds it.</summary>
/// <param name="Rows">The rows, as its footer says.</param>
/// <param name="Codecs">How its columns are compressed, each codec once.</param>
/// <param name="Metadata">The keys and values of its footer.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record ParquetContents(long Rows, IReadOnlyList<string> Codecs, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<ParquetColumn> Columns);

/// <summary>A column of such a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FieldId">Its number.</param>
/// <param name="Type">Its type, as SQL has it.</param>
/// <param name="Values">Its values as <see cref="ValueText"/> writes them, row by row.</param>
internal sealed record ParquetColumn(string Name, int FieldId, string Type, IReadOnlyList<string?> Values);

/// <summary>Values as texts that say each bit of them, whoever has read them.</summary>
internal static class ValueText
{
    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    // One zero: in a dictionary the engine has one for both, with the sign of the one that came first.
    public static string Of(double value) => value == 0 ? Of(0L) : BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    public static string Of(Guid value) => value.ToString("D", CultureInfo.InvariantCulture);

    public static string Of(IReadOnlyList<string?> list) => JsonSerializer.Serialize(list);

    /// <summary>A DECIMAL by the integer that is stored and its scale.</summary>
    public static string Of(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{(unscaled.Sign < 0 ? "-" : "")}{digits[..^scale]}{(scale > 0 ? "." : "")}{digits[^scale..]}";
    }

    /// <summary>What the engine's texts of values are here.</summary>
    /// <param name="type">The column's type.</param>
    /// <param name="text">The engine's text: of a TIMESTAMP its microseconds, of a DATE its days, of a list its JSON, of anything else its VARCHAR.</param>
    public static string? OfEngine(string type, string? text) => (type, text) switch
    {
        (_, null) => null,
        ("DOUBLE", _) => Of(double.Parse(text, CultureInfo.InvariantCulture)),
        ("VARCHAR[]", _) => Of(JsonSerializer.Deserialize<string?[]>(text)!),
        _ => text,
    };
}

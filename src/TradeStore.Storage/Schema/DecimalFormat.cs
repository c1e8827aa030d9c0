using System.Globalization;
using System.Runtime.InteropServices;

namespace TradeStore.Storage.Schema;

/// <summary>The digits of a DECIMAL, and how many of them are decimals.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DecimalFormat(byte Precision, byte Scale)
{
    private const int LongestNarrow = 18;

    /// <summary>Gets the most digits there are.</summary>
    public const int LongestPrecision = 38;

    /// <summary>Gets the type of a column of such numbers.</summary>
    public ColumnType Type => Precision > LongestNarrow ? ColumnType.Decimal38 : ColumnType.Decimal18;

    /// <summary>Gets what is said of a value that it does not hold.</summary>
    public string Refusal =>
        $"it does not fit {this} exactly, and is never rounded in silence: round it, or make the store with a finer Precision (a column of your own with more digits), which is chosen when it is made.";

    /// <summary>Returns the format of a column; of one that is no DECIMAL, no digits.</summary>
    public static DecimalFormat Of(ColumnDefinition column) => new(column.Precision, column.Scale);

    /// <summary>Reads a format as SQL writes it.</summary>
    public static DecimalFormat Parse(string sqlType) =>
        sqlType.TrimEnd(')').Split('(', ',') is ["DECIMAL", var precision, var scale]
            ? new DecimalFormat(byte.Parse(precision, CultureInfo.InvariantCulture), byte.Parse(scale, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{sqlType}' is no DECIMAL.");

    /// <summary>Returns a column of such numbers.</summary>
    public ColumnDefinition Applied(ColumnDefinition column) => column with { Type = Type, Precision = Precision, Scale = Scale };

    /// <summary>Tells whether every number of another format can be held.</summary>
    public bool Holds(DecimalFormat other) => Scale >= other.Scale && Precision - Scale >= other.Precision - other.Scale;

    /// <inheritdoc/>
    public override string ToString() => $"DECIMAL({Precision},{Scale})";
}

using System.Globalization;
using System.Runtime.InteropServices;

namespace TradeStore.Storage.Schema;

/// <summary>How many digits the numbers of a store's own tables have. It is chosen when the store is made, and stays.</summary>
public enum NumberPrecision
{
    /// <summary>Prices and market sizes DECIMAL(18,8), money and quantities DECIMAL(28,8): shares, futures, currencies, and the fastest sums.</summary>
    Standard = 0,

    /// <summary>Prices DECIMAL(28,12), sizes, quantities and money DECIMAL(28,8): coins of small prices and large amounts.</summary>
    Crypto,

    /// <summary>All numbers DECIMAL(38,18): tokens of 18 decimals.</summary>
    Token,
}

/// <summary>What a number of a built-in table is, by which a store's <see cref="NumberPrecision"/> gives it its digits.</summary>
internal enum NumberRole
{
    /// <summary>A price that somebody quoted or paid.</summary>
    Price = 0,

    /// <summary>A price that was computed: an average may have more digits than the prices it is of.</summary>
    AveragePrice,

    /// <summary>A size of the market.</summary>
    Size,

    /// <summary>A quantity of the trading tables, money, a cumulated volume.</summary>
    Amount,
}

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

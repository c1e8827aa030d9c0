using System.Globalization;
using System.Linq.Expressions;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>
/// Arithmetic as C# means it, as SQL: exact, or the engine refuses it. The types of decimals are written out at each step, since the engine's own choice
/// computes two numbers of 18 digits within 18.
/// </summary>
internal static class Arithmetic
{
    private const int MostDigits = DecimalFormat.LongestPrecision;
    private const int MostNarrow = 18;

    /// <summary>Returns what numbers of a type are; <see langword="null"/> when nothing is computed with it.</summary>
    public static ColumnType? KindOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare == typeof(decimal) ? ColumnType.Decimal38
            : bare == typeof(long) ? ColumnType.BigInt
            : bare == typeof(int) ? ColumnType.Integer
            : bare == typeof(double) ? ColumnType.Double
            : null;
    }

    /// <summary>Returns a value of the caller's.</summary>
    public static QueryValue Constant(Expression source, object? value, ColumnType kind)
    {
        if (value is null)
        {
            var format = new DecimalFormat(1, 0);
            return QueryValue.Computed(source, kind, $"CAST(NULL AS {(kind == ColumnType.Decimal38 ? $"{format}" : TypeOf(kind))})", isNullable: true, format);
        }

        if (kind != ColumnType.Decimal38)
        {
            return QueryValue.Computed(source, kind, $"CAST('{((IFormattable)value).ToString(kind == ColumnType.Double ? "R" : null, CultureInfo.InvariantCulture)}' AS {TypeOf(kind)})", isNullable: false);
        }

        // Divided by a one of 28 decimals, a number loses the zeros at its end.
        var number = (decimal)value / 1.0000000000000000000000000000m;
        var digits = decimal.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture).Length;
        var exact = new DecimalFormat((byte)(digits + number.Scale), number.Scale);
        return QueryValue.Computed(source, kind, $"CAST('{number.ToString(CultureInfo.InvariantCulture)}' AS {exact})", isNullable: false, exact);
    }

    /// <summary>Returns a number as one of another kind; <see langword="null"/> when it is none that C# turns into it without loss.</summary>
    public static QueryValue? Convert(QueryValue value, ColumnType kind, Expression source)
    {
        var type = value.Definition.Type;
        return (type, kind) switch
        {
            _ when value.ToParameter is not null => null,
            _ when type == kind || (value.Definition.IsDecimal && kind == ColumnType.Decimal38) => value,
            (ColumnType.Integer, ColumnType.BigInt) or (ColumnType.Integer or ColumnType.BigInt, ColumnType.Double) =>
                QueryValue.Computed(source, kind, $"CAST({value.Sql} AS {TypeOf(kind)})", value.IsNullable),
            (ColumnType.Integer, ColumnType.Decimal38) => Decimal(value, new(10, 0), source),
            (ColumnType.BigInt, ColumnType.Decimal38) => Decimal(value, new(19, 0), source),
            _ => null,
        };
    }

    /// <summary>Returns a number with the other sign.</summary>
    public static QueryValue Negate(Expression source, QueryValue value) =>
        QueryValue.Computed(source, value.Definition.Type, $"(-{value.Sql})", value.IsNullable, value.Format);

    /// <summary>Returns what an operator makes of two numbers of one kind.</summary>
    /// <exception cref="InvalidQueryException">The result has more decimals than any number.</exception>
    public static QueryValue Combine(Expression source, QueryValue left, QueryValue right, ColumnType kind)
    {
        var isNullable = left.IsNullable || right.IsNullable || Sign(source) is "/" or "%";
        return (kind, Sign(source)) switch
        {
            (ColumnType.Decimal38, "/") => Quotient(source, left, right),
            (ColumnType.Decimal38, "*") => Product(source, left, right, isNullable),
            (ColumnType.Decimal38, var sign) => Aligned(source, left, sign, right, isNullable),

            // The engine's / is one of DOUBLE, whatever it divides.
            (ColumnType.Double, var sign) => QueryValue.Computed(source, kind, $"({left.Sql} {sign} {right.Sql})", isNullable),
            (_, var sign) => QueryValue.Computed(source, kind, $"({left.Sql} {(sign == "/" ? "//" : sign)} {right.Sql})", isNullable),
        };
    }

    /// <summary>Returns the SQL of a number as a DECIMAL; the engine refuses those that it cannot hold.</summary>
    public static string Cast(QueryValue value, DecimalFormat format) =>
        value.Source is null && value.Definition.IsDecimal && value.Format == format ? value.Sql : $"CAST({value.Sql} AS {format})";

    /// <summary>Returns a quotient of decimals, with 10 to 18 decimals by the room that the dividend leaves, rounded half away from zero.</summary>
    public static QueryValue Quotient(Expression source, QueryValue left, QueryValue right)
    {
        var (dividend, divisor) = (left.Format, right.Format);
        var decimals = Math.Clamp(MostDigits - 1 - dividend.Precision + dividend.Scale - divisor.Scale, 10, MostNarrow);

        // Whole numbers are divided, with one decimal more than is kept: cut there, rounded where it ends.
        var shift = decimals + 1 + divisor.Scale - dividend.Scale;
        var quotient = $"CAST({Shifted(Unscaled(left), shift)} // {Shifted(Unscaled(right), -shift)} AS DECIMAL({MostDigits},0))";
        var unit = $"CAST('0.{new string('0', decimals)}1' AS {Format(decimals + 1, decimals + 1)})";
        var format = Format(MostDigits, decimals);
        return QueryValue.Computed(source, ColumnType.Decimal38, $"CAST({quotient} * {unit} AS {format})", isNullable: true, format);
    }

    /// <summary>Returns a format of no more digits than there are.</summary>
    public static DecimalFormat Format(int precision, int scale) => new((byte)Math.Min(MostDigits, precision), (byte)scale);

    /// <summary>Tells whether an expression is arithmetic on two values.</summary>
    public static bool IsOperator(ExpressionType type) => type is ExpressionType.Add or ExpressionType.AddChecked or ExpressionType.Subtract or ExpressionType.SubtractChecked
        or ExpressionType.Multiply or ExpressionType.MultiplyChecked or ExpressionType.Divide or ExpressionType.Modulo;

    private static string Sign(Expression source) => source.NodeType switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => "+",
        ExpressionType.Subtract or ExpressionType.SubtractChecked => "-",
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => "*",
        ExpressionType.Divide => "/",
        _ => "%",
    };

    private static string TypeOf(ColumnType kind) => kind switch
    {
        ColumnType.Integer => "INTEGER",
        ColumnType.BigInt => "BIGINT",
        _ => "DOUBLE",
    };

    private static QueryValue Decimal(QueryValue value, DecimalFormat format, Expression source) =>
        QueryValue.Computed(source, ColumnType.Decimal38, $"CAST({value.Sql} AS {format})", value.IsNullable, format);

    private static QueryValue Aligned(Expression source, QueryValue left, string sign, QueryValue right, bool isNullable)
    {
        var scale = Math.Max(left.Format.Scale, right.Format.Scale);
        var whole = Math.Max(left.Format.Precision - left.Format.Scale, right.Format.Precision - right.Format.Scale);
        var format = Format(whole + scale + (sign == "%" ? 0 : 1), scale);
        return QueryValue.Computed(source, ColumnType.Decimal38, $"({Cast(left, format)} {sign} {Cast(right, format)})", isNullable, format);
    }

    private static QueryValue Product(Expression source, QueryValue left, QueryValue right, bool isNullable)
    {
        var (one, other) = (left.Format, right.Format);
        if (one.Scale + other.Scale > MostDigits)
        {
            throw new InvalidQueryException($"'{source}' has {one.Scale + other.Scale} decimals, and numbers have {MostDigits} digits.");
        }

        // With a digit more than 18 in one of the two, the engine computes with 38.
        var format = Format(one.Precision + other.Precision, one.Scale + other.Scale);
        var wide = format.Precision > MostNarrow ? one with { Precision = Math.Max(one.Precision, (byte)(MostNarrow + 1)) } : one;
        return QueryValue.Computed(source, ColumnType.Decimal38, $"({Cast(left, wide)} * {Cast(right, other)})", isNullable, format);
    }

    // A decimal times ten to its scale, as a whole number; a number of many digits has no room for that product, but a text has.
    private static string Unscaled(QueryValue value)
    {
        var format = value.Format;
        return format.Precision + format.Scale <= MostDigits
            ? $"CAST({Cast(value, Format(MostDigits, format.Scale))} * {PowerOf10(format.Scale, $"DECIMAL({format.Scale + 1},0)")} AS HUGEINT)"
            : $"CAST(replace(CAST({Cast(value, Format(MostDigits, format.Scale))} AS VARCHAR), '.', '') AS HUGEINT)";
    }

    private static string Shifted(string whole, int power) => power > 0 ? $"({whole} * {PowerOf10(power, "HUGEINT")})" : whole;

    private static string PowerOf10(int power, string type) => $"CAST('1{new string('0', power)}' AS {type})";
}

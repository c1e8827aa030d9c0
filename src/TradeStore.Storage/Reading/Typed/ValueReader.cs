using System.Linq.Expressions;
using System.Reflection;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Columns.Decoders;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>The values of one column of a result, a chunk at a time. Used by one read.</summary>
internal abstract class ValueReader
{
    /// <summary>Takes the values of a chunk's rows, in place of those before.</summary>
    /// <exception cref="InvalidQueryException">A number has more digits than C# holds.</exception>
    public abstract void Load(Vector vector, int rows);

    /// <summary>Returns the error that a value is missing where there must be one.</summary>
    public static InvalidQueryException Missing(string name, Type type) =>
        new($"'{name}' has no value here, and a {type.Name} cannot be missing: ask for it as ({type.Name}?), which is null then.");
}

/// <inheritdoc/>
internal sealed class ValueReader<TValue>(string name, ValueReader<TValue>.Decoding decode) : ValueReader
{
    private TValue[] _values = [];
    private bool[] _isMissing = [];

    public delegate TValue Decoding(in Vector vector, int row);

    public override void Load(Vector vector, int rows)
    {
        if (_values.Length < rows)
        {
            _values = new TValue[rows];
            _isMissing = new bool[rows];
        }

        try
        {
            for (var row = 0; row < rows; row++)
            {
                _isMissing[row] = vector.IsNull(row);
                _values[row] = _isMissing[row] ? default! : decode(vector, row);
            }
        }
        catch (OverflowException exception)
        {
            throw new InvalidQueryException($"'{name}': {exception.Message}", exception);
        }
    }

    public bool IsMissing(int row) => _isMissing[row];

    public TValue Value(int row) => _values[row];

    public TValue Required(int row) => _isMissing[row] ? throw Missing(name, typeof(TValue)) : _values[row];
}

/// <summary>How a column of a result is read into C#.</summary>
internal abstract class ValueReading
{
    /// <summary>Returns how a value is read.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What errors call it.</param>
    public static ValueReading Of(QueryValue value, string name) => value.Definition.Type switch
    {
        ColumnType.Boolean => Of(name, static (in vector, row) => vector.Values<byte>()[row] != 0),
        ColumnType.Integer => Of(name, static (in vector, row) => vector.Values<int>()[row]),
        ColumnType.BigInt => Of(name, static (in vector, row) => vector.Values<long>()[row]),
        ColumnType.Double => Of(name, static (in vector, row) => vector.Values<double>()[row]),
        ColumnType.Decimal18 or ColumnType.Decimal38 => Of(name, Number),
        ColumnType.Timestamp => Of(name, static (in vector, row) => TimestampConversion.FromMicroseconds(vector.Values<long>()[row])),
        ColumnType.Date => Of(name, static (in vector, row) => TimestampConversion.FromDays(vector.Values<int>()[row])),
        ColumnType.Uuid => Of(name, static (in vector, row) => UuidConversion.FromStored(vector.Values<Int128>()[row])),
        ColumnType.TextList => Of<IReadOnlyList<string>>(name, Texts),
        _ => new ValueReading<string>(name, value.Definition.Repeats ? Interned : static () => static (in vector, row) => vector.GetString(row), value.FromText),
    };

    /// <summary>Makes what reads the column, for one read.</summary>
    public abstract ValueReader Create();

    /// <summary>Returns the expression of a row's value.</summary>
    /// <param name="readers">The readers of all columns.</param>
    /// <param name="column">The column's place among them.</param>
    /// <param name="row">The row's place in the chunk.</param>
    /// <param name="wanted">The type that is wanted.</param>
    public abstract Expression Value(ParameterExpression readers, int column, ParameterExpression row, Type wanted);

    private static ValueReading<TValue> Of<TValue>(string name, ValueReader<TValue>.Decoding decode) => new(name, () => decode, fromText: null);

    private static decimal Number(in Vector vector, int row) => vector.Type.Precision switch
    {
        <= 4 => DecimalConversion.FromScaled((long)vector.Values<short>()[row], vector.Type.Scale),
        <= 9 => DecimalConversion.FromScaled((long)vector.Values<int>()[row], vector.Type.Scale),
        <= 18 => DecimalConversion.FromScaled(vector.Values<long>()[row], vector.Type.Scale),
        _ => DecimalConversion.FromScaled(vector.Values<Int128>()[row], vector.Type.Scale),
    };

    private static ValueReader<string>.Decoding Interned()
    {
        var interner = new TextInterner();
        return (in vector, row) => interner.Intern(vector.GetUtf8(row));
    }

    private static string[] Texts(in Vector vector, int row)
    {
        var entry = vector.ListEntries[row];
        var child = vector.ListChild;
        var texts = new string[(int)entry.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = child.GetString((int)entry.Offset + i);
        }

        return texts;
    }
}

/// <inheritdoc/>
internal sealed class ValueReading<TValue>(string name, Func<ValueReader<TValue>.Decoding> decoding, Delegate? fromText) : ValueReading
{
    // By expressions and not by their names, which a trimmer would not see.
    private static readonly MethodInfo IsMissing = MethodOf((reader, row) => reader.IsMissing(row));
    private static readonly MethodInfo Optional = MethodOf((reader, row) => reader.Value(row));
    private static readonly MethodInfo Required = MethodOf((reader, row) => reader.Required(row));

    public override ValueReader Create() => new ValueReader<TValue>(name, decoding());

    public override Expression Value(ParameterExpression readers, int column, ParameterExpression row, Type wanted)
    {
        var reader = Expression.Convert(Expression.ArrayIndex(readers, Expression.Constant(column)), typeof(ValueReader<TValue>));
        return wanted.IsValueType && Nullable.GetUnderlyingType(wanted) is null
            ? Member(Required)
            : Expression.Condition(Expression.Call(reader, IsMissing, row), Expression.Default(wanted), Member(Optional));

        Expression Member(MethodInfo method)
        {
            Expression value = Expression.Call(reader, method, row);
            value = fromText is null ? value : Expression.Invoke(Expression.Constant(fromText), value);
            return value.Type == wanted ? value : Expression.Convert(AsNumber(value, wanted), wanted);
        }
    }

    // What is no enum is made of an enum's number, as C# writes it.
    private static Expression AsNumber(Expression value, Type wanted) =>
        value.Type.IsEnum && !(Nullable.GetUnderlyingType(wanted) ?? wanted).IsEnum ? Expression.Convert(value, Enum.GetUnderlyingType(value.Type)) : value;

    private static MethodInfo MethodOf<TResult>(Expression<Func<ValueReader<TValue>, int, TResult>> call) => ((MethodCallExpression)call.Body).Method;
}

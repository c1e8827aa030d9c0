using System.Linq.Expressions;
using System.Reflection;
using TradeStore.DuckDb.Vectors;
using TradeStore.Schema;

namespace TradeStore.Reading.Columns;

/// <summary>Makes rows of chunks that hold all columns of a table, in the table's order. Used by one read at a time.</summary>
internal sealed class RowMaterializer<TRow>
    where TRow : class
{
    private readonly Func<ColumnCursor[], int, TRow> _make;
    private readonly ColumnCursor[] _cursors;

    private RowMaterializer(SeriesTable<TRow> table, Func<ColumnCursor[], int, TRow> make)
    {
        _cursors = [.. table.Columns.Select(CursorOf)];
        _make = make;
    }

    /// <summary>Compiles the constructor of rows once; the result makes materializers.</summary>
    public static Func<RowMaterializer<TRow>> Compile(SeriesTable<TRow> table)
    {
        var cursors = Expression.Parameter(typeof(ColumnCursor[]), "cursors");
        var row = Expression.Parameter(typeof(int), "row");
        var bindings = table.TypedColumns.Select((column, i) =>
        {
            var cursor = Expression.Convert(Expression.ArrayIndex(cursors, Expression.Constant(i)), CursorOf(column.Definition).GetType());
            return (MemberBinding)Expression.Bind(column.Member.Member, Value(column, cursor, row));
        });
        var make = Expression.Lambda<Func<ColumnCursor[], int, TRow>>(Expression.MemberInit(Expression.New(typeof(TRow)), bindings), cursors, row).Compile();
        return () => new RowMaterializer<TRow>(table, make);
    }

    /// <summary>Adds the rows of a chunk to a list.</summary>
    public void Read(DataChunk chunk, List<TRow> rows)
    {
        var count = chunk.RowCount;
        for (var i = 0; i < _cursors.Length; i++)
        {
            _cursors[i].Load(chunk.GetVector(i), count);
        }

        for (var row = 0; row < count; row++)
        {
            rows.Add(_make(_cursors, row));
        }
    }

    private static Expression Value(Column<TRow> column, Expression cursor, Expression row)
    {
        var memberType = column.Member.Type;
        if (column.Parse is { } parse)
        {
            return Expression.Invoke(Expression.Constant(parse), Expression.Call(cursor, Method(cursor, nameof(TextCursor.Get)), row));
        }

        var isNullable = !memberType.IsValueType || Nullable.GetUnderlyingType(memberType) is not null;
        var value = Expression.Call(cursor, Method(cursor, isNullable ? nameof(TextCursor.GetNullable) : nameof(TextCursor.Get)), row);
        return value.Type == memberType ? value : Expression.Convert(value, memberType);
    }

    private static MethodInfo Method(Expression cursor, string name) => cursor.Type.GetMethod(name)
        ?? throw new InvalidOperationException($"{cursor.Type.Name} has no {name}.");

    private static ColumnCursor CursorOf(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Boolean => new BooleanCursor(),
        ColumnType.BigInt => new IntegerCursor(),
        ColumnType.Decimal18 => new DecimalCursor(column.Scale),
        ColumnType.Decimal28 => new WideDecimalCursor(column.Scale),
        ColumnType.Timestamp => new TimestampCursor(),
        ColumnType.Uuid => new UuidCursor(),
        ColumnType.Text or ColumnType.Json => new TextCursor(column.Repeats),
        ColumnType.TextList => new TextListCursor(),
        _ => throw new NotSupportedException($"Column '{column.Name}' of type {column.Type} cannot be read into rows."),
    };
}

using System.Linq.Expressions;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Finds the columns that expressions over a row name.</summary>
internal sealed class QueryColumns
{
    private readonly Dictionary<string, QueryColumn> _columns;
    private readonly string _table;

    private QueryColumns(string table, Dictionary<string, QueryColumn> columns)
    {
        _table = table;
        _columns = columns;
    }

    public static QueryColumns Of<TRow>(Table<TRow> table)
        where TRow : class => new(table.Name, table.TypedColumns.Select((column, ordinal) => (column, ordinal)).ToDictionary(
            c => c.column.Member.Member.Name,
            c => new QueryColumn(c.column.Definition, Bare(c.column.Member.Type), c.column.ToParameter, c.ordinal == table.TimeColumn),
            StringComparer.Ordinal));

    /// <summary>Returns the column an expression stands for, without the conversions that C# inserts; <see langword="null"/> when it is none.</summary>
    /// <exception cref="InvalidQueryException">It is a property of the row that no column holds.</exception>
    public QueryColumn? Find(Expression expression, ParameterExpression row)
    {
        while (true)
        {
            switch (expression)
            {
                case UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } conversion when IsLossless(conversion.Operand.Type, conversion.Type):
                    expression = conversion.Operand;
                    break;
                case MemberExpression { Member.Name: nameof(Nullable<>.Value), Expression: { } inner } when Nullable.GetUnderlyingType(inner.Type) is not null:
                    expression = inner;
                    break;
                case MemberExpression { Expression: { } owner } member when IsRow(owner, row):
                    return _columns.GetValueOrDefault(member.Member.Name)
                        ?? throw new InvalidQueryException($"'{member.Member.Name}' is no column of '{_table}'. Columns are: {string.Join(", ", _columns.Keys)}.");
                default:
                    return null;
            }
        }
    }

    /// <summary>Returns the column to sort by.</summary>
    /// <exception cref="InvalidQueryException">It is no column, or one without an order.</exception>
    public QueryColumn FindSortable(LambdaExpression key) => Find(key.Body, key.Parameters[0]) switch
    {
        null => throw new InvalidQueryException($"'{key.Body}' is nothing to sort by; a column of '{_table}' is."),
        { IsSortable: false } column => throw new InvalidQueryException(
            $"Rows cannot be sorted by '{column.Definition.Name}': {(column.HasEquality ? "its names are not in the order of the values they stand for" : "it is JSON or a list")}."),
        var column => column,
    };

    private static bool IsRow(Expression owner, ParameterExpression row) =>
        owner == row || (owner is UnaryExpression { NodeType: ExpressionType.Convert } conversion && conversion.Operand == row);

    private static bool IsLossless(Type from, Type to)
    {
        from = Bare(from);
        to = Bare(to);
        from = from.IsEnum ? Enum.GetUnderlyingType(from) : from;
        return from == to
            || (from == typeof(DateTime) && to == typeof(DateTimeOffset))
            || (IsWhole(from) && (to == typeof(decimal) || to == typeof(long) || (to == typeof(int) && from != typeof(long) && from != typeof(uint) && from != typeof(ulong))));
    }

    private static bool IsWhole(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Int64;

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}

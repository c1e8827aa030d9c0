using System.Linq.Expressions;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Finds the columns that expressions over a row name.</summary>
internal sealed class QueryColumns
{
    private readonly Dictionary<string, QueryValue> _columns;
    private readonly string _table;

    private QueryColumns(string table, Dictionary<string, QueryValue> columns)
    {
        _table = table;
        _columns = columns;
    }

    public static QueryColumns Of<TRow>(Table<TRow> table)
        where TRow : class => new(table.Name, table.TypedColumns.Select((column, ordinal) => (column, ordinal)).ToDictionary(
            c => c.column.Member.Member.Name,
            c => new QueryValue(
                c.column.Definition, Nullable.GetUnderlyingType(c.column.Member.Type) ?? c.column.Member.Type, c.column.ToParameter, c.ordinal == table.TimeColumn)
            {
                FromText = c.column.FromText,
            },
            StringComparer.Ordinal));

    /// <summary>Returns the column an expression stands for; <see langword="null"/> when it is none.</summary>
    /// <exception cref="InvalidQueryException">It is a property of the row that no column holds.</exception>
    public QueryValue? Find(Expression expression, ParameterExpression row) => expression is MemberExpression { Expression: { } owner } member && IsRow(owner, row)
        ? _columns.GetValueOrDefault(member.Member.Name)
            ?? throw new InvalidQueryException($"'{member.Member.Name}' is no column of '{_table}'. Columns are: {string.Join(", ", _columns.Keys)}.")
        : null;

    private static bool IsRow(Expression owner, ParameterExpression row) =>
        owner == row || (owner is UnaryExpression { NodeType: ExpressionType.Convert } conversion && conversion.Operand == row);
}

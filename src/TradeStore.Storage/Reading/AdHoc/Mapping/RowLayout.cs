using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>A column that becomes a part of a row.</summary>
/// <param name="Column">The column's place in the result.</param>
/// <param name="Type">The part's type.</param>
internal sealed record RowPart(int Column, Type Type);

/// <summary>Which columns the parameters of a row's constructor and its properties are made of. A column that is none of them is left out.</summary>
/// <param name="Constructor">The constructor; <see langword="null"/> where rows are made without one of parameters.</param>
/// <param name="Parameters">The columns of its parameters.</param>
/// <param name="Properties">The properties that are set, and their columns.</param>
/// <param name="Named">The members that a table's declaration makes of texts, and their columns.</param>
/// <param name="KeepsDefaults">Whether NULL leaves a property as a new row has it, as where rows of a table are read.</param>
internal sealed record RowLayout(
    ConstructorInfo? Constructor,
    IReadOnlyList<int> Parameters,
    IReadOnlyList<(PropertyInfo Property, int Column)> Properties,
    IReadOnlyList<(StoredMember Member, int Column)> Named,
    bool KeepsDefaults)
{
    /// <summary>Gets what is read: the parameters, the properties, the texts.</summary>
    public IReadOnlyList<RowPart> Parts { get; } =
    [
        .. Parameters.Select((column, i) => new RowPart(column, Constructor!.GetParameters()[i].ParameterType)),
        .. Properties.Select(p => new RowPart(p.Column, p.Property.PropertyType)),
        .. Named.Select(n => new RowPart(n.Column, typeof(string))),
    ];

    /// <summary>Gets what tells the rows that are made one way from those made another.</summary>
    public string Way => $"{(Constructor is null ? "" : string.Join(' ', Constructor.GetParameters().Select(p => p.ParameterType)))}:{string.Join(' ', Properties.Select(p => p.Property.Name))}:{Named.Count}:{KeepsDefaults}";

    /// <exception cref="InvalidQueryException">The columns do not fit the type.</exception>
    public static RowLayout Of([DynamicallyAccessedMembers(RowTypes.Members)] Type type, IReadOnlyList<ResultColumn> columns, TableCatalog catalog)
    {
        var table = catalog.All.Where(t => t.RowType == type).MaxBy(t => t.Members.Count(m => columns.Any(c => Is(c, m.Column))));
        return table is null ? ByNames(type, columns) : ByTable(type, table, columns);
    }

    // Rows of tables are made without parameters, as where a repository reads them.
    private static RowLayout ByTable(Type type, TableSchema table, IReadOnlyList<ResultColumn> columns)
    {
        var found = table.Members
            .Select(m => (Member: m, Column: Only(type, columns, m.Property.Name, c => Is(c, m.Column)) is >= 0 and var stored ? stored : Find(type, columns, m.Property.Name)))
            .Where(m => m.Column >= 0)
            .ToList();
        if (found.Count == 0)
        {
            throw new InvalidQueryException($"No column of {Names(columns)} is one of {table.Name}, whose rows {type.Name} has: {string.Join(", ", table.Members.Select(m => m.Column))}.");
        }

        // A row without its time or its key would be one that no table can hold.
        var lacking = table.Members.Where(m => !found.Exists(f => f.Member == m) && IsNeeded(table, m)).Select(m => m.Column).ToList();
        if (lacking.Count > 0)
        {
            throw new InvalidQueryException(
                $"A {type.Name} is a row of {table.Name}, and {Names(columns)} lack {string.Join(", ", lacking)}, without which there is none. Select them as well, or ask for a type of your own.");
        }

        return new RowLayout(
            Constructor: null,
            [],
            [.. found.Where(m => m.Member.SetText is null).Select(m => (m.Member.Property, m.Column))],
            [.. found.Where(m => m.Member.SetText is not null)],
            KeepsDefaults: true);
    }

    private static bool IsNeeded(TableSchema table, StoredMember member) =>
        Nullable.GetUnderlyingType(member.Property.PropertyType) is null && !table.Columns.First(c => c.Name == member.Column).IsNullable;

    private static RowLayout ByNames([DynamicallyAccessedMembers(RowTypes.Members)] Type type, IReadOnlyList<ResultColumn> columns)
    {
        var constructors = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).ToList();
        foreach (var constructor in constructors.Where(c => c.GetParameters().Length > 0))
        {
            int[] parameters = [.. constructor.GetParameters().Select(p => Find(type, columns, p.Name!))];
            if (!parameters.Contains(-1))
            {
                return new RowLayout(constructor, parameters, Setters(type, columns, parameters), [], KeepsDefaults: false);
            }
        }

        var properties = Setters(type, columns, taken: []);
        var isMade = type.IsValueType || constructors.Exists(c => c.GetParameters().Length == 0);
        if (isMade && properties.Count > 0)
        {
            return new RowLayout(Constructor: null, [], properties, [], KeepsDefaults: false);
        }

        var missing = constructors.FirstOrDefault(c => c.GetParameters().Length > 0)?.GetParameters().Where(p => Find(type, columns, p.Name!) < 0).Select(p => p.Name);
        throw new InvalidQueryException(missing is null
            ? $"{RowTypes.Text(type)} has {(isMade ? "no property for any column of" : "no public constructor to make rows of")} {Names(columns)}."
            : $"The statement returns no column for {string.Join(", ", missing)}, which the constructor of {RowTypes.Text(type)} takes. It returns {Names(columns)}.");
    }

    private static List<(PropertyInfo Property, int Column)> Setters([DynamicallyAccessedMembers(RowTypes.Members)] Type type, IReadOnlyList<ResultColumn> columns, int[] taken) =>
    [
        .. type.GetProperties()
            .Where(p => p is { CanWrite: true } && p.GetIndexParameters().Length == 0)
            .Select(p => (p, Find(type, columns, p.Name)))
            .Where(p => p.Item2 >= 0 && !taken.Contains(p.Item2)),
    ];

    private static int Find(Type type, IReadOnlyList<ResultColumn> columns, string member) =>
        Only(type, columns, member, c => string.Equals(c.Name.Replace("_", "", StringComparison.Ordinal), member, StringComparison.OrdinalIgnoreCase));

    private static int Only(Type type, IReadOnlyList<ResultColumn> columns, string member, Func<ResultColumn, bool> isIt)
    {
        var all = Enumerable.Range(0, columns.Count).Where(i => isIt(columns[i])).ToList();
        return all.Count switch
        {
            0 => -1,
            1 => all[0],
            _ => throw new InvalidQueryException(
                $"The columns {string.Join(" and ", all.Select(i => $"{i + 1} ({columns[i].Name})"))} are both {member} of {RowTypes.Text(type)}; leave out all but one, or give them names of their own with AS."),
        };
    }

    private static bool Is(ResultColumn column, string name) => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase);

    private static string Names(IReadOnlyList<ResultColumn> columns) => string.Join(", ", columns.Select(c => c.Name));
}

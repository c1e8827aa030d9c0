using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Schema.Tables;

/// <summary>A column as the data model has it.</summary>
internal sealed record ExpectedColumn(string Name, string SqlType, IReadOnlyList<string> Takes)
{
    public bool IsNullable => Takes.Contains("?");

    public bool IsNotNegative => Takes.Contains("+") || Takes.Any(t => t.StartsWith("0..", StringComparison.Ordinal));

    public bool IsPositive => Takes.Contains("++");

    public bool IsFutureAllowed => Takes.Contains("future");

    /// <summary>Whether the store fills the column in when it is left out.</summary>
    public bool IsFilledIn => Takes.Contains("now") || Takes.Contains("new");

    public bool IsEmptyAllowed => Takes.Contains("empty");

    public int? LongestText => Takes.FirstOrDefault(t => t.StartsWith("<=", StringComparison.Ordinal)) is { } bound ? int.Parse(bound[2..]) : null;

    public double? Highest => Takes.FirstOrDefault(t => t.EndsWith("..1", StringComparison.Ordinal)) is null ? null : 1;

    public double? Lowest => Takes.FirstOrDefault(t => t.Contains("..")) is { } bounds ? double.Parse(bounds.Split("..")[0]) : null;

    /// <summary>The only names allowed; any when empty.</summary>
    public IEnumerable<string> Names => SqlType != "VARCHAR" ? [] : Takes.Where(t => char.IsLetterOrDigit(t[0]) && t is not "empty");

    public static ExpectedColumn Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new ExpectedColumn(words[0], words[1], words[2..]);
    }

    public ColumnDefinition Of(TableSchema table) => table.Columns[table.Ordinal(Name)];
}

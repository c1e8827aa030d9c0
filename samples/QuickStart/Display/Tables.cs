using Spectre.Console;

namespace QuickStart.Display;

/// <summary>The look of the sample's tables.</summary>
internal static class Tables
{
    /// <summary>An empty table; a heading that starts with &gt; is of a column of numbers.</summary>
    public static Table Create(string title, params string[] headings)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).Title($"[bold]{title.EscapeMarkup()}[/]");
        foreach (var heading in headings)
        {
            var isNumber = heading.StartsWith('>');
            var column = new TableColumn($"[grey]{heading.TrimStart('>').EscapeMarkup()}[/]").NoWrap();
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }
}

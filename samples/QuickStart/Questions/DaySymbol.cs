namespace QuickStart.Questions;

/// <summary>A symbol that had ticks on the day.</summary>
internal sealed record DaySymbol(string Exchange, string Symbol, long Ticks, long Trades);

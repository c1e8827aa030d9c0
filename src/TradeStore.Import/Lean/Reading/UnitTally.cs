using TradeStore.Import.Lean.Files;

namespace TradeStore.Import.Lean.Reading;

/// <summary>What reading (and storing) a unit's files came to besides rows.</summary>
internal sealed class UnitTally
{
    public const int MostExamples = 100;

    public List<ImportFailure> Failures { get; } = [];

    public List<ImportFailure> SkippedExamples { get; } = [];

    public long SkippedLines { get; private set; }

    public long EmptyQuotes { get; set; }

    public long RoundedValues { get; set; }

    public void Fail(LeanFile file, long? line, string reason) => Failures.Add(new ImportFailure(file.RelativePath, line, reason));

    public void Skip(LeanFile file, long line, string reason)
    {
        SkippedLines++;
        if (SkippedExamples.Count < MostExamples)
        {
            SkippedExamples.Add(new ImportFailure(file.RelativePath, line, reason));
        }
    }

    public void Add(UnitTally other)
    {
        Failures.AddRange(other.Failures);
        SkippedExamples.AddRange(other.SkippedExamples.Take(MostExamples - SkippedExamples.Count));
        SkippedLines += other.SkippedLines;
        EmptyQuotes += other.EmptyQuotes;
        RoundedValues += other.RoundedValues;
    }
}

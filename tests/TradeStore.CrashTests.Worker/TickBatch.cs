using TradeStore.Model;

namespace TradeStore.CrashTests.Worker;

/// <summary>A batch of ticks that follows from its id alone: whoever knows the id knows every row.</summary>
public sealed class TickBatch
{
    public static readonly DateTime Day = new(2024, 3, 4, 0, 0, 0, DateTimeKind.Utc);
    private const int LargestBatch = 5_000;
    private readonly DateTime _start;
    private readonly int _millisecondsApart;
    private readonly TickBatch? _previous;

    public TickBatch(BatchId id)
    {
        Id = id;
        var random = new Random(unchecked(id.Value * 31));
        Count = random.Next(10) switch
        {
            < 5 => random.Next(1, 21),
            < 8 => random.Next(20, 501),
            _ => random.Next(500, LargestBatch + 1),
        };
        _start = Day.AddSeconds((id.Run * 600L) + id.Number).AddDays(random.Next(5) == 0 ? random.Next(-1, 3) : 0);
        _millisecondsApart = random.Next(20) == 0 ? 30_000 : 1;
        HasSequence = id.Producer % 3 != 0;
        if (HasSequence && id.Number > 0 && Count > 1 && random.Next(4) == 0)
        {
            _previous = new TickBatch(new BatchId(id.Value - 1));
            Repeated = random.Next(1, Math.Min(Count - 1, _previous.Count) + 1);
        }
    }

    public BatchId Id { get; }

    public int Count { get; }

    /// <summary>Gets how many of the first rows carry keys of the batch before: they are to be ignored.</summary>
    public int Repeated { get; }

    /// <summary>Gets a value indicating whether the rows carry sequence numbers; without one no row is a duplicate.</summary>
    public bool HasSequence { get; }

    public static string Exchange => "X";

    public (string Symbol, DateTime Time, long? Sequence) Key(int row) => row < Repeated
        ? _previous!.Key(row)
        : ($"P{Id.Producer}S{row % 3}", _start.AddMilliseconds((long)row * _millisecondsApart), HasSequence ? (Id.Value * 8192L) + row : null);

    /// <summary>The price says which row it is, so that a mix-up of columns shows.</summary>
    public decimal Price(int row) => 1 + (Id.Value % 1000) + (row / 10_000m);

    public List<Tick> Rows()
    {
        var rows = new List<Tick>(Count);
        for (var row = 0; row < Count; row++)
        {
            var (symbol, time, sequence) = Key(row);
            rows.Add(new Tick
            {
                Exchange = Exchange,
                Symbol = symbol,
                Timestamp = time,
                SequenceNumber = sequence,
                LastPrice = Price(row),
                BidSize = Id.Value,
                AskSize = row,
                Conditions = row % 7 == 0 ? ["@", "T"] : null,
                CorrelationId = new Guid(Id.Value, (short)row, 0, new byte[8]),
            });
        }

        return rows;
    }
}

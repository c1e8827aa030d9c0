namespace TradeStore.CrashTests.Worker;

/// <summary>Which batch: the run of the worker, its producer, the how manieth of that producer.</summary>
public readonly record struct BatchId(int Value)
{
    public const int Producers = 8;
    private const int ProducerBits = 3;
    private const int NumberBits = 12;

    public BatchId(int run, int producer, int number)
        : this((run << (ProducerBits + NumberBits)) | (producer << NumberBits) | number)
    {
    }

    public int Run => Value >> (ProducerBits + NumberBits);

    public int Producer => (Value >> NumberBits) & (Producers - 1);

    public int Number => Value & ((1 << NumberBits) - 1);

    /// <summary>Gets a value indicating whether the batch holds bars; the others hold ticks.</summary>
    public bool IsBars => Producer >= Producers - 2;

    /// <summary>Gets the last number that an id can carry.</summary>
    public static int LastNumber => (1 << NumberBits) - 1;
}

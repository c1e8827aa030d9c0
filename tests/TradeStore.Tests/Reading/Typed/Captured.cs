namespace TradeStore.Tests.Reading.Typed;

/// <summary>What the compiler makes of a captured variable.</summary>
internal sealed class Captured<T>(T value)
{
    public readonly T Field = value;

    public T Property => Field;
}

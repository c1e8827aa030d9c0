using System.Runtime.CompilerServices;

namespace TradeStore.Storage.Ingest;

/// <summary>
/// While a caller's delegate fills a batch: what writes by another way meanwhile is refused, on whatever thread the delegate has it done. It would be there without the batch, and a delegate that waits for it,
/// while no other write is decided, would wait for ever.
/// </summary>
internal sealed class BatchScope : IDisposable
{
    private static readonly AsyncLocal<BatchScope?> Current = new();
    private readonly BatchScope? _outer = Current.Value;
    private volatile Exception? _refused;
    private volatile bool _isOver;

    private BatchScope()
    {
    }

    /// <summary>Gets the write that was refused, and with which the batch fails, whatever the delegate made of it.</summary>
    public Exception? Refused => _refused;

    /// <summary>Begins the delegate's time.</summary>
    public static BatchScope Begin() => Current.Value = new BatchScope();

    /// <exception cref="InvalidOperationException">The delegate of a batch calls.</exception>
    public static void ThrowIfWithin()
    {
        if (Current.Value is { _isOver: false } scope)
        {
            throw scope._refused = new InvalidOperationException("The delegate of a batch writes by its batch: another write would be there without it, and to wait for one would never end.");
        }
    }

    /// <exception cref="ArgumentException">The delegate is asynchronous, or returns a task.</exception>
    public static void ThrowIfAsynchronous(Delegate write, Type result)
    {
        var bare = result.IsGenericType ? result.GetGenericTypeDefinition() : result;
        if (write.Method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false) || result.IsAssignableTo(typeof(Task)) || bare == typeof(ValueTask) || bare == typeof(ValueTask<>))
        {
            throw new ArgumentException("The delegate is asynchronous, and what it does after its first await would come too late for the batch: await before or after the write.", nameof(write));
        }
    }

    public void Dispose()
    {
        _isOver = true;
        Current.Value = _outer;
    }
}

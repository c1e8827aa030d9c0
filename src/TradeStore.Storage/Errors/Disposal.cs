using System.Runtime.ExceptionServices;

namespace TradeStore.Storage.Errors;

/// <summary>Closes the parts of a whole: each of them whatever becomes of the others, so that no thread, lock or file outlives it. The first failure is told when all are closed.</summary>
internal sealed class Disposal
{
    private ExceptionDispatchInfo? _first;

    /// <summary>Disposes parts in their order.</summary>
    public static void Of(params ReadOnlySpan<IDisposable?> parts)
    {
        var disposal = new Disposal();
        foreach (var part in parts)
        {
            disposal.Run(() => part?.Dispose());
        }

        disposal.ThrowIfFailed();
    }

    /// <summary>Does one step and remembers what it throws.</summary>
    public void Run(Action step)
    {
        try
        {
            step();
        }
#pragma warning disable CA1031 // Thrown when the other parts are closed, too.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _first ??= ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>Throws the first failure.</summary>
    public void ThrowIfFailed() => _first?.Throw();
}

/// <summary>What whoever uses a store that is closed, or closing, is told.</summary>
internal static class StoreClosed
{
    private const string Message = "The store is closed.";

    public static ObjectDisposedException Error() => new("store", Message);

    public static ObjectDisposedException Error(Exception cause) => new(Message, cause);

    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public static void ThrowIf(bool isClosed)
    {
        if (isClosed)
        {
            throw Error();
        }
    }
}

using TradeStore.Storage.Errors;

namespace TradeStore.Errors;

/// <summary>A signal cannot change as asked: it was executed before, or was refused or void. The signal is as it was.</summary>
public sealed class IllegalSignalChangeException : TradeStoreException
{
    internal IllegalSignalChangeException(Guid signalId, string reason)
        : base(TradeStoreErrorCode.IllegalSignalChange, $"The signal {signalId} cannot change so: {reason}")
    {
        SignalId = signalId;
        Reason = reason;
    }

    /// <summary>Gets the signal.</summary>
    public Guid SignalId { get; }

    /// <summary>Gets the rule that stands against the change.</summary>
    public string Reason { get; }
}

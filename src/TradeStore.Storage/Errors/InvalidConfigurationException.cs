namespace TradeStore.Storage.Errors;

/// <summary>One or more options are out of range; the message names every one, with its value and range.</summary>
public sealed class InvalidConfigurationException : TradeStoreException
{
    internal InvalidConfigurationException(IReadOnlyList<string> failures)
        : base(TradeStoreErrorCode.InvalidConfiguration, string.Join(" ", failures)) => Failures = failures;

    /// <summary>Gets one sentence for each wrong option.</summary>
    public IReadOnlyList<string> Failures { get; }
}

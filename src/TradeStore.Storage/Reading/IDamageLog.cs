namespace TradeStore.Storage.Reading;

/// <summary>Records which files were found damaged, so that they are that to the next process, too.</summary>
internal interface IDamageLog
{
    /// <summary>Records what was found and is not recorded yet; durable when the task completes, if the writer is well.</summary>
    public Task WriteAsync();
}

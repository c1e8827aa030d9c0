using Polly;
using Polly.Retry;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Writing;

/// <summary>How often the engine is opened again after a failure, and how long is waited in between.</summary>
internal static class EngineRetry
{
    public static ResiliencePipeline Create(TimeProvider clock, Action<Exception?, TimeSpan> onDiskFull) => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            // Somebody has to make room; until then nothing is lost: writes go on until their lane is full, and then wait.
            ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is DiskFullException || DiskErrors.IsFull(e)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(15),
            UseJitter = true,
            OnRetry = retry =>
            {
                onDiskFull(retry.Outcome.Exception, retry.RetryDelay);
                return default;
            },
        })
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(100),
            UseJitter = true,
        })
        .Build();
}

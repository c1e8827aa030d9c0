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

/// <summary>How often the engine may be opened again: a failure that comes back at once each time is not helped by opening it once more.</summary>
internal sealed class RecoveryBudget(TimeProvider clock)
{
    private const int Most = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Queue<long> _times = [];

    /// <summary>Takes one recovery out of the budget; <see langword="false"/> when it would be one too many.</summary>
    public bool TryConsume()
    {
        while (_times.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) > Window)
        {
            _times.Dequeue();
        }

        _times.Enqueue(clock.GetTimestamp());
        return _times.Count <= Most;
    }
}

using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Writing;

// What others ask of the writer, between two transactions.
internal sealed partial class Applier
{
    /// <summary>Applies what is handed over until now, then has the writer do something, and waits for it; more that keeps coming does not put it off.</summary>
    public Task RequestAsync(Func<WarmWriter, Task> work) => RequestAsync(work, isNext: false);

    /// <summary>Has the writer do something as soon as it is between two transactions, however much waits to be applied, and waits for it.</summary>
    public Task RequestNextAsync(Func<WarmWriter, Task> work) => RequestAsync(work, isNext: true);

    private Task RequestAsync(Func<WarmWriter, Task> work, bool isNext)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            StoreClosed.ThrowIf(_isClosing);
            _requests.Add((work, isNext ? 0 : _handedOver, done));
        }

        Ring();
        return done.Task;
    }

    private void AnswerRequests()
    {
        while (true)
        {
            (Func<WarmWriter, Task> Work, long After, TaskCompletionSource Done) request;
            lock (_gate)
            {
                var applied = _handedOver - _queue.Count;
                var index = _requests.FindIndex(r => r.After <= applied);
                if (index < 0)
                {
                    return;
                }

                request = _requests[index];
                _requests.RemoveAt(index);
            }

            _recovery.Answer(request.Work, request.Done);
        }
    }
}

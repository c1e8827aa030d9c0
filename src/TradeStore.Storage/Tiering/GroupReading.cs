using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiering;

/// <summary>Asks the same of several partitions by one statement for each table: most of what a small one costs is the statement.</summary>
/// <param name="context">What tiering needs.</param>
/// <param name="cancellationToken">Gives all of them up.</param>
internal sealed class GroupReading(TieringContext context, CancellationToken cancellationToken)
{
    /// <summary>Returns an answer for each of some sources of one table, each of them SQL that stands behind FROM.</summary>
    public delegate IReadOnlyList<TAnswer> Question<TAnswer>(DuckDbSession session, TableSchema table, IReadOnlyList<string> sources);

    /// <summary>Asks; what fails for one partition alone is noted with its step.</summary>
    /// <param name="copies">The partitions.</param>
    /// <param name="sources">Returns what is asked of a partition.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="take">Takes a partition's answers.</param>
    public async Task AskAsync<TAnswer>(
        IEnumerable<PartitionCopy> copies, Func<PartitionCopy, IReadOnlyList<string>> sources, Question<TAnswer> question, Func<PartitionCopy, IReadOnlyList<TAnswer>, Task> take)
    {
        foreach (var group in copies.Where(c => c.GoesOn).GroupBy(c => c.Closed.Table))
        {
            var together = group.ToList();
            if (together.Count > 1 && await TryTogetherAsync(group.Key, together, sources, question, take).ConfigureAwait(false))
            {
                continue;
            }

            foreach (var copy in together)
            {
                await copy.Task.TryAsync(async () =>
                {
                    var answers = new List<TAnswer>();
                    foreach (var source in sources(copy))
                    {
                        answers.Add(await context.RunAsync(session => question(session, group.Key, [source])[0], cancellationToken).ConfigureAwait(false));
                    }

                    await take(copy, answers).ConfigureAwait(false);
                }).ConfigureAwait(false);
            }
        }
    }

    // Which of them is damaged shows when each is asked alone.
    private async Task<bool> TryTogetherAsync<TAnswer>(
        TableSchema table, List<PartitionCopy> together, Func<PartitionCopy, IReadOnlyList<string>> sources, Question<TAnswer> question, Func<PartitionCopy, IReadOnlyList<TAnswer>, Task> take)
    {
        var each = together.ConvertAll(copy => sources(copy));
        IReadOnlyList<TAnswer> answers;
        try
        {
            List<string> all = [.. each.SelectMany(s => s)];
            answers = all.Count == 0 ? [] : await context.RunAsync(session => question(session, table, all), cancellationToken).ConfigureAwait(false);
        }
        catch (StoreCorruptException)
        {
            return false;
        }

        var taken = 0;
        foreach (var (copy, own) in together.Zip(each))
        {
            var ofCopy = answers.Skip(taken).Take(own.Count).ToList();
            taken += own.Count;
            await copy.Task.TryAsync(() => take(copy, ofCopy)).ConfigureAwait(false);
        }

        return true;
    }
}

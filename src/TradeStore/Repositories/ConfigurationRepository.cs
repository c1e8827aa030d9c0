using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>The configurations of bots, version by version. Of each bot at most one version is in force at a time.</summary>
public sealed class ConfigurationRepository
{
    private readonly RepositoryContext _context;
    private readonly LiveState _live;
    private readonly ConfigurationDecisions _decisions;

    internal ConfigurationRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = new ConfigurationDecisions(_live);
    }

    /// <summary>
    /// Adds the next version of a bot's configuration; durable when the task completes. One that begins within a version without an end ends that at
    /// its own beginning, in the same step.
    /// </summary>
    /// <param name="botId">The bot.</param>
    /// <param name="json">The configuration, as JSON.</param>
    /// <param name="effectiveFrom">From when it is in force: UTC, whole microseconds; now when left out.</param>
    /// <param name="effectiveTo">Until when it is in force, that time left out; without an end when left out.</param>
    /// <param name="createdBy">Who made it: 1 to 255 characters.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the version is written.</param>
    /// <returns>The version as it is stored, with its number.</returns>
    /// <exception cref="UnknownReferenceException">The bot is not registered.</exception>
    /// <exception cref="ConfigurationOverlapException">
    /// It would be in force together with a version that has an end, or that begins at the same time or later; the error names both.
    /// </exception>
    /// <exception cref="InvalidRowException">It breaks a rule; the error names column, value and reason.</exception>
    public Task<BotConfiguration> PutAsync(
        string botId,
        string json,
        DateTime? effectiveFrom = null,
        DateTime? effectiveTo = null,
        string? createdBy = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(botId);
        ArgumentNullException.ThrowIfNull(json);
        var configuration = new BotConfiguration
        {
            BotId = botId,
            Configuration = json,
            EffectiveFrom = effectiveFrom ?? default,
            EffectiveTo = effectiveTo,
            CreatedBy = createdBy,
        };
        return _live.Gate.DecideAsync(decision => _decisions.Put(decision, configuration), cancellationToken);
    }

    /// <summary>Returns the version that is, was or will be in force at a time, from memory; <see langword="null"/> when none is.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="at">The time: UTC.</param>
    /// <exception cref="ArgumentException">The time is not UTC.</exception>
    public BotConfiguration? GetInForce(string botId, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(botId);
        return at.Kind == DateTimeKind.Utc
            ? GetVersions(botId).FirstOrDefault(c => ConfigurationDecisions.IsInForce(c, at))
            : throw new ArgumentException($"The time {at:O} is of kind {at.Kind}, not UTC.", nameof(at));
    }

    /// <summary>Returns all versions of a bot's configuration, from memory, by number.</summary>
    /// <param name="botId">The bot.</param>
    public IReadOnlyList<BotConfiguration> GetVersions(string botId)
    {
        ArgumentNullException.ThrowIfNull(botId);

        // A version and the end of the one before it are seen together.
        var versions = _live.Gate.Read(_ => _live.Configurations.Rows.Where(c => c.BotId == botId).ToList());
        versions.Sort((one, other) => one.Version.CompareTo(other.Version));
        return versions;
    }

    /// <summary>Asks for versions of configurations.</summary>
    public TableQuery<BotConfiguration> Query() => _context.Query(BotConfigurationTable.Definition);
}

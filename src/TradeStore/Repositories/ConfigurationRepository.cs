using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>The configurations of bots, version by version. Of each bot at most one version is in force at a time.</summary>
public class ConfigurationRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly ConfigurationDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected ConfigurationRepository()
    {
    }

    internal ConfigurationRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Configurations;
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
    public virtual Task<BotConfiguration> PutAsync(
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

    /// <summary>Adds next versions of configurations, all or none: one for each of many bots, say, or several of one bot in their order. Durable when the task completes.</summary>
    /// <param name="configurations">The versions; their numbers are filled in, and a time from which one is in force that is left out (<see langword="default"/>) is now.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the versions are written.</param>
    /// <returns>The versions as they are stored, with their numbers.</returns>
    /// <inheritdoc cref="PutAsync(string, string, DateTime?, DateTime?, string, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<BotConfiguration>> PutAsync(IReadOnlyList<BotConfiguration> configurations, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(configurations, _decisions.Put, cancellationToken);

    /// <summary>Returns the version that is, was or will be in force at a time, from memory; <see langword="null"/> when none is.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="at">The time: UTC.</param>
    /// <exception cref="ArgumentException">The time is not UTC.</exception>
    public virtual BotConfiguration? GetInForce(string botId, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(botId);
        return at.Kind == DateTimeKind.Utc
            ? GetVersions(botId).FirstOrDefault(c => ConfigurationDecisions.IsInForce(c, at))
            : throw new ArgumentException($"The time {at:O} is of kind {at.Kind}, not UTC.", nameof(at));
    }

    /// <summary>Returns all versions of a bot's configuration, from memory, by number.</summary>
    /// <param name="botId">The bot.</param>
    public virtual IReadOnlyList<BotConfiguration> GetVersions(string botId)
    {
        ArgumentNullException.ThrowIfNull(botId);

        // A version and the end of the one before it are seen together.
        var versions = _live.Gate.Read(_ => _live.Configurations.Rows.Where(c => c.BotId == botId).ToList());
        versions.Sort((one, other) => one.Version.CompareTo(other.Version));
        return versions;
    }

    /// <summary>Asks for versions of configurations.</summary>
    public virtual TableQuery<BotConfiguration> Query() => _context.Query(BotConfigurationTable.Definition);
}

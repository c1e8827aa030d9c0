using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Opening;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Configuration;

/// <summary>How a store is opened. Every setting has a default, and is checked when the store is opened.</summary>
public class StorageOptions
{
    /// <summary>
    /// Gets or sets the folder of the store: <c>data</c> by default, not empty. A relative one lies in the current directory, in a host in its
    /// content root. A path that is passed to <c>OpenAsync</c> goes before this one.
    /// </summary>
    public string Path { get; set; } = "data";

    /// <summary>Gets or sets how the journal is kept.</summary>
    public JournalOptions Journal { get; set; } = new();

    /// <summary>Gets or sets how writes are taken in.</summary>
    public IngestOptions Ingest { get; set; } = new();

    /// <summary>Gets or sets how the engine is written.</summary>
    public WritingOptions Writing { get; set; } = new();

    /// <summary>Gets or sets how the store is read.</summary>
    public ReaderOptions Readers { get; set; } = new();

    /// <summary>Gets or sets how data ages.</summary>
    public TieringOptions Tiering { get; set; } = new();

    /// <summary>Gets or sets what the engine may use of the machine.</summary>
    public EngineOptions Engine { get; set; } = new();

    /// <summary>Gets or sets what the store tells about itself.</summary>
    public DiagnosticsOptions Diagnostics { get; set; } = new();

    /// <summary>
    /// Gets or sets what to do at open when acknowledged data is damaged beyond recovery: <see cref="DamagePolicy.Refuse"/> by default,
    /// <c>Refuse</c> or <c>AcceptDataLoss</c>.
    /// </summary>
    public DamagePolicy OnDamage { get; set; }

    /// <summary>Gets the tables that the application declares for rows of its own; none by default.</summary>
    public IList<TableSchema> Tables { get; } = [];

    /// <summary>Gets or sets the clock: the system's by default, in a host the one that is registered; not null. Not set by configuration.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets where messages go: nowhere by default, in a host to its loggers; not null. Not set by configuration.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>
    /// Gets or sets what makes the meter: the store itself by default (null), in a host the registered factory; anything. Not set by
    /// configuration.
    /// </summary>
    public IMeterFactory? MeterFactory { get; set; }

    /// <summary>Gets the tables of the layer above, with the digits that their numbers have in a store of standard precision; none where there is no such layer.</summary>
    internal virtual IReadOnlyList<TableSchema> BuiltInTables => [];

    /// <summary>Gets how many digits the numbers of the tables built in are asked to have; <see langword="null"/> for what an existing store has.</summary>
    internal virtual NumberPrecision? AskedPrecision => null;

    /// <summary>Gets what could not be read from a configuration; the validator reports it with what is out of range.</summary>
    internal List<string> Unreadable { get; } = [];

    /// <summary>Gets or sets what is called with the name of each part that has been closed; for tests.</summary>
    internal Action<string>? Closed { get; set; }

    /// <summary>Gets what observes the opened store; <see langword="null"/> in options that no store runs by.</summary>
    internal StoreTelemetry? Telemetry { get; private set; }

    /// <summary>
    /// Reads options from a configuration, for use without a host: the section's keys are the options' names (<c>Readers:Max</c>), so that
    /// an environment variable <c>TradeStore__Readers__Max</c> overrides a file that was added before.
    /// </summary>
    /// <param name="section">The section of the store, for example <c>configuration.GetSection("TradeStore")</c>; what it leaves out keeps its default.</param>
    /// <exception cref="InvalidConfigurationException">
    /// A key is not an option, or a value cannot be read or is out of range; the one error names every one, with its value.
    /// </exception>
    public static StorageOptions FromConfiguration(IConfiguration section) => OptionsReader.Make<StorageOptions>(section);

    /// <exception cref="InvalidConfigurationException">An option is wrong; the error names every one.</exception>
    internal void ThrowIfInvalid()
    {
        if (Failures() is { Count: > 0 } failures)
        {
            throw new InvalidConfigurationException(failures);
        }
    }

    /// <summary>Returns a sentence for each option that could not be read or is wrong.</summary>
    internal IReadOnlyList<string> Failures()
    {
        var failures = new List<string>(Unreadable.Distinct(StringComparer.Ordinal));
        Check(failures);
        return failures;
    }

    /// <summary>Adds a sentence for each option that is wrong.</summary>
    internal virtual void Check(List<string> failures) => StorageOptionsCheck.Run(this, failures);

    /// <summary>Returns the same options with a clock that harms no thread.</summary>
    internal StorageOptions Guarded()
    {
        var options = (StorageOptions)MemberwiseClone();
        options.TimeProvider = GuardedClock.Of(TimeProvider);
        return options;
    }

    /// <summary>Returns the options of one opened store: the caller may open others with the same, or change them.</summary>
    internal StorageOptions ObservedBy(StoreTelemetry telemetry)
    {
        var options = (StorageOptions)MemberwiseClone();
        options.Telemetry = telemetry;
        return options;
    }
}

/// <summary>What opening does when acknowledged data is lost from the journal and from the engine alike.</summary>
public enum DamagePolicy
{
    /// <summary>Opening fails with <see cref="Errors.StoreCorruptException"/>, which says what is lost; nothing is changed.</summary>
    Refuse = 0,

    /// <summary>The store opens with what survived; <see cref="StoreOpenReport"/> says what is lost.</summary>
    AcceptDataLoss,
}

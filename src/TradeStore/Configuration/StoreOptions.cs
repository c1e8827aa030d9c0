using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Configuration;

/// <summary>How a trading store is opened. Every setting has a default that suits a trading bot, and is checked when the store is opened.</summary>
public sealed class StoreOptions : StorageOptions
{
    /// <summary>Gets or sets what the store does for trading by itself.</summary>
    public TradingOptions Trading { get; set; } = new();

    /// <summary>
    /// Gets or sets how many digits the numbers of the store's own tables have: unset by default (null), which makes a new store <c>Standard</c> and takes
    /// what an existing one has; <c>Standard</c>, <c>Crypto</c> or <c>Token</c>. It is chosen when the store is made; another value for an existing one is refused.
    /// </summary>
    public NumberPrecision? Precision { get; set; }

    /// <inheritdoc/>
    internal override IReadOnlyList<TableSchema> BuiltInTables => TradeStore.Tables.BuiltInTables.All;

    /// <inheritdoc/>
    internal override NumberPrecision? AskedPrecision => Precision;

    /// <summary>
    /// Reads options from a configuration, for use without a host: the section's keys are the options' names (<c>Readers:Max</c>), so that
    /// an environment variable <c>TradeStore__Readers__Max</c> overrides a file that was added before.
    /// </summary>
    /// <param name="section">The section of the store, for example <c>configuration.GetSection("TradeStore")</c>; what it leaves out keeps its default.</param>
    /// <exception cref="InvalidConfigurationException">
    /// A key is not an option, or a value cannot be read or is out of range; the one error names every one, with its value.
    /// </exception>
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(TradingOptions))]
    public static new StoreOptions FromConfiguration(IConfiguration section) => OptionsReader.Make<StoreOptions>(section);

    /// <inheritdoc/>
    internal override void Check(List<string> failures)
    {
        base.Check(failures);
        RangeCheck.Add(failures, Trading.MarkInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        StorageOptionsCheck.CheckName(Precision ?? NumberPrecision.Standard, "Precision", failures);
    }
}

/// <summary>What the store does for trading by itself.</summary>
public sealed class TradingOptions
{
    /// <summary>
    /// Gets or sets whether ticks that are appended value the positions held in their symbols: by their trade, else by the middle of bid and ask;
    /// <see langword="false"/> by default, true or false.
    /// </summary>
    public bool MarkFromTicks { get; set; }

    /// <summary>Gets or sets how often positions are valued by ticks, at their newest price: 1 second by default, 10 ms to 1 hour.</summary>
    public TimeSpan MarkInterval { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>Checks the options of a host's store when the host starts.</summary>
internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options) =>
        options.Failures() is { Count: > 0 } failures ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
}

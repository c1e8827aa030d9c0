using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;

namespace TradeStore.Tests.Configuration;

internal sealed class FromConfigurationTests
{
    [Test]
    public void Every_kind_of_option_is_read_whatever_the_case_of_its_key()
    {
        var options = Read(
            ("Path", "/var/lib/bot"), ("readers:MAX", "10"), ("Readers:QueryTimeout", "00:05:00"), ("Journal:Durability", "os"), ("Journal:RetentionTime", "2.00:00:00"),
            ("Journal:RetentionSize", "5368709120"), ("Ingest:MaximumWait", "0"), ("OnDamage", "AcceptDataLoss"), ("Diagnostics:StoreName", "main"), ("Trading:MarkFromTicks", "true"));

        Assert.That(options.Path, Is.EqualTo("/var/lib/bot"));
        Assert.That(options.Readers.Max, Is.EqualTo(10));
        Assert.That(options.Readers.QueryTimeout, Is.EqualTo(TimeSpan.FromMinutes(5)));
        Assert.That(options.Readers.WaitTimeout, Is.EqualTo(TimeSpan.FromSeconds(5)), "left out");
        Assert.That(options.Journal.Durability, Is.EqualTo(Durability.Os));
        Assert.That(options.Journal.RetentionTime, Is.EqualTo(TimeSpan.FromDays(2)));
        Assert.That(options.Journal.RetentionSize, Is.EqualTo(5L << 30));
        Assert.That(options.Ingest.MaximumWait, Is.EqualTo(TimeSpan.Zero));
        Assert.That(options.OnDamage, Is.EqualTo(DamagePolicy.AcceptDataLoss));
        Assert.That(options.Trading.MarkFromTicks, Is.True);
        Assert.That(options.Diagnostics.StoreName, Is.EqualTo("main"));
    }

    [Test]
    public void An_empty_configuration_gives_the_defaults() => Assert.That(Read().Readers.Max, Is.EqualTo(new StoreOptions().Readers.Max));

    [Test]
    public void One_error_names_every_value_that_is_unreadable_or_out_of_range_and_every_key_that_is_no_option()
    {
        var error = Assert.Throws<InvalidConfigurationException>(() => Read(
            ("Readers:Maximum", "10"), ("Readers:Max", "many"), ("Readers:QueryTimeout", "30"), ("Readers:WaitTimeout", "2:00:00"), ("Journal:Durability", "1"),
            ("Journal:FileSize", "64 MB"), ("Engine", "fast"), ("OnDamage:Policy", "Refuse"), ("TimeProvider", "System"), ("Engine:Threads", "0")));

        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.InvalidConfiguration));
        string[] expected =
        [
            "Readers.Maximum is '10'; there is no such option. There is: Readers.Max, ", "Readers.Max is 'many'; it must be a whole number",
            "Readers.QueryTimeout is '30'; it must be a time as hours:minutes:seconds", "Readers.WaitTimeout is 02:00:00; it must be between 00:00:00 and 01:00:00",
            "Journal.Durability is '1'; it must be one of Fsync, Os", "Journal.FileSize is '64 MB'; it must be a whole number", "Engine is 'fast'; it must be a section",
            "OnDamage is a section of its own; it must be one of Refuse, AcceptDataLoss", "TimeProvider is 'System'; there is no such option",
        ];
        foreach (var part in expected)
        {
            Assert.That(error.Failures.Count(f => f.StartsWith(part, StringComparison.Ordinal)), Is.EqualTo(1), part);
        }

        Assert.That(error.Failures, Has.Count.EqualTo(expected.Length), "a section that has a value is not read further");
    }

    [Test]
    public void Every_option_but_clocks_and_factories_can_be_read()
    {
        Type[] notRead = [typeof(TimeProvider), typeof(ILoggerFactory), typeof(IMeterFactory)];
        foreach (var option in Options(typeof(StoreOptions), "").Where(o => !notRead.Contains(o.Type)))
        {
            var error = Assert.Throws<InvalidConfigurationException>(() => Read(($"{option.Name.Replace('.', ':')}:Inner", "1")), option.Name)!;
            Assert.That(error.Message, Does.Contain($"{option.Name} is a section of its own; it must be "));
        }

        static IEnumerable<(string Name, Type Type)> Options(Type type, string prefix) => type.GetProperties().Where(p => p.CanWrite)
            .SelectMany(p => p.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal) ? Options(p.PropertyType, $"{p.Name}.") : [(prefix + p.Name, p.PropertyType)]);
    }

    [Test]
    public void Environment_variables_go_over_what_was_added_before()
    {
        var variable = $"TradeStore{Guid.NewGuid():N}__Readers__Max";
        Environment.SetEnvironmentVariable(variable, "7");
        try
        {
            var section = variable.Split("__")[0];
            var configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { [$"{section}:Readers:Max"] = "10" })
                .AddEnvironmentVariables()
                .Build();

            Assert.That(StoreOptions.FromConfiguration(configuration.GetSection(section)).Readers.Max, Is.EqualTo(7));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    private static StoreOptions Read(params (string Key, string Value)[] values) => StoreOptions.FromConfiguration(
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => v.Key, v => (string?)v.Value, StringComparer.Ordinal)).Build());
}

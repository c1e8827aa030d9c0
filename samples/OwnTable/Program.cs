using System.Text;
using OwnTable;
using Spectre.Console;
using TradeStore;
using TradeStore.Configuration;
using TradeStore.Storage.Errors;

Console.OutputEncoding = Encoding.UTF8;
Answers.PrepareTerminal();

// A store that vanishes with the sample; Store.OpenAsync(folder, options) keeps one.
await using var store = await Store.OpenTemporaryAsync(new StoreOptions { Tables = { FundingRateTable.Definition } });
var fundingRates = new FundingRateRepository(store);

var rates = MadeUp.Rates();
await store.Bars.AppendAsync(MadeUp.Bars());
await fundingRates.RecordAsync(rates);

// The same key again: the table's rule says that the newer row takes the place of the older one.
var corrected = rates[^1] with { Rate = 0.0009m };
await fundingRates.RecordAsync([corrected]);
AnsiConsole.WriteLine($"{rates.Length:N0} funding rates stored, the last one of {corrected.Symbol} corrected to {corrected.Rate:P2}");

// The declaration's own rule: nothing of the batch is kept, and the error says which row, which column and why.
try
{
    await fundingRates.RecordAsync([corrected with { NextFundingTime = corrected.Timestamp }]);
}
catch (InvalidRowException error)
{
    AnsiConsole.WriteLine($"Refused: {error.Message}");
}

Answers.Show("Newest of SOL-PERP (fluent query)", await fundingRates.GetNewestAsync("SOL-PERP", count: 3));
Answers.Show("Largest since 15 March (fluent query)", await fundingRates.GetExtremesAsync(limit: 0.0004m, new DateTime(2025, 3, 15, 0, 0, 0, DateTimeKind.Utc), count: 5));
Answers.Show("What a long contract paid (SQL join)", await Questions.CostsAsync(store, MadeUp.Start));
return 0;

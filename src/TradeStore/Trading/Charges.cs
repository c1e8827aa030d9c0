using System.Globalization;
using System.Text.Json;
using TradeStore.Storage.Errors;

namespace TradeStore.Trading;

/// <summary>What was charged in which currency. Amounts of two currencies are never added up: those of another than the P&amp;L's are kept apart, as JSON by currency.</summary>
internal static class Charges
{
    /// <summary>Returns the currency that prices of a symbol are in, where its name says so: <c>BASE/QUOTE</c>, perhaps with <c>:SETTLE</c> behind it.</summary>
    public static string? QuoteOf(string symbol) =>
        symbol.Split('/') is [{ Length: > 0 }, var rest] && rest.Split(':')[0] is { Length: > 0 } quote ? quote : null;

    /// <summary>Tells whether a commission is of another currency than prices are; where one of the two is not known, it counts as the same.</summary>
    public static bool IsForeign(string? commissionCurrency, string? quoteCurrency) =>
        commissionCurrency is not null && quoteCurrency is not null && !string.Equals(commissionCurrency, quoteCurrency, StringComparison.Ordinal);

    /// <summary>Adds an amount to those that are kept apart.</summary>
    /// <param name="kept">Amounts by currency, as JSON; <see langword="null"/> for none.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="amount">The amount; zero changes nothing.</param>
    /// <param name="table">The table an error names.</param>
    public static string? Add(string? kept, string? currency, decimal amount, string table)
    {
        if (amount == 0)
        {
            return kept;
        }

        var amounts = Read(kept, table);
        var name = currency ?? "";
        amounts[name] = amounts.GetValueOrDefault(name) + amount;
        return $"{{{string.Join(',', amounts.Select(a => $"\"{JsonEncodedText.Encode(a.Key)}\":{a.Value.ToString("0.############################", CultureInfo.InvariantCulture)}"))}}}";
    }

    /// <summary>Reads amounts by currency.</summary>
    /// <exception cref="InvalidRowException">They are none.</exception>
    public static SortedDictionary<string, decimal> Read(string? kept, string table)
    {
        var amounts = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(kept ?? "{}");
            foreach (var amount in json.RootElement.EnumerateObject())
            {
                amounts[amount.Name] = amount.Value.GetDecimal();
            }

            return amounts;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidRowException(table, 0, "other_commissions", kept, "it is not a JSON object of amounts by currency.");
        }
    }
}

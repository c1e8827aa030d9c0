using Microsoft.Extensions.Options;

namespace TradeStore.Configuration;

/// <summary>Checks the options of a host's store when the host starts.</summary>
internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        var failures = new List<string>(options.Unreadable.Distinct(StringComparer.Ordinal));
        options.Check(failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

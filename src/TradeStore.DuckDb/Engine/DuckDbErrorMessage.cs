using System.Collections.Frozen;

namespace TradeStore.DuckDb.Engine;

/// <summary>The kind of an error from its message, for the calls that hand over nothing else (opening, preparing).</summary>
internal static class DuckDbErrorMessage
{
    private static readonly FrozenDictionary<string, DuckDbErrorType> Prefixes = new Dictionary<string, DuckDbErrorType>(StringComparer.OrdinalIgnoreCase)
    {
        ["Out of Range"] = DuckDbErrorType.OutOfRange,
        ["Unknown Type"] = DuckDbErrorType.UnknownType,
        ["Mismatch Type"] = DuckDbErrorType.MismatchType,
        ["Divide by Zero"] = DuckDbErrorType.DivideByZero,
        ["Object Size"] = DuckDbErrorType.ObjectSize,
        ["Invalid type"] = DuckDbErrorType.InvalidType,
        ["TransactionContext"] = DuckDbErrorType.Transaction,
        ["Not implemented"] = DuckDbErrorType.NotImplemented,
        ["Invalid Input"] = DuckDbErrorType.InvalidInput,
        ["Out of Memory"] = DuckDbErrorType.OutOfMemory,
        ["Parameter Not Resolved"] = DuckDbErrorType.ParameterNotResolved,
        ["Parameter Not Allowed"] = DuckDbErrorType.ParameterNotAllowed,
        ["Missing Extension"] = DuckDbErrorType.MissingExtension,
        ["Extension Autoloading"] = DuckDbErrorType.Autoload,
        ["Invalid Configuration"] = DuckDbErrorType.InvalidConfiguration,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads "Binder Error: …" and the like; <see cref="DuckDbErrorType.Invalid"/> when the message says nothing.</summary>
    public static DuckDbErrorType TypeOf(string message)
    {
        var end = message.IndexOf(" Error:", StringComparison.OrdinalIgnoreCase);
        if (end <= 0)
        {
            return DuckDbErrorType.Invalid;
        }

        var prefix = message[..end];
        return Prefixes.TryGetValue(prefix, out var type)
            || (char.IsLetter(prefix[0]) && Enum.TryParse(prefix, ignoreCase: true, out type))
            ? type
            : DuckDbErrorType.Invalid;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using TradeStore.Model;

namespace TradeStore.Access;

/// <summary>
/// The text of a key, <c>ts_</c>, 12 digits by which it is found, <c>_</c>, 64 digits of secret, and its hash. The secret is 32 random bytes: no list of guesses
/// gets at it, so that one round of SHA-256 protects it as well as many would.
/// </summary>
internal static class ApiKeyText
{
    public const int PrefixDigits = 12;

    private const string Start = "ts_";
    private const int SecretBytes = 32;
    private const int SaltBytes = 16;

    /// <summary>Makes a key.</summary>
    public static (string Prefix, string Secret) Make()
    {
        var prefix = RandomNumberGenerator.GetHexString(PrefixDigits, lowercase: true);
        return (prefix, $"{Start}{prefix}_{RandomNumberGenerator.GetHexString(2 * SecretBytes, lowercase: true)}");
    }

    public static string MakeSalt() => RandomNumberGenerator.GetHexString(2 * SaltBytes, lowercase: true);

    /// <summary>Returns the part by which a key is found, if the text may be one.</summary>
    public static bool TryGetPrefix(string secret, [NotNullWhen(true)] out string? prefix)
    {
        var isKey = secret.Length == Start.Length + PrefixDigits + 1 + (2 * SecretBytes)
            && secret.StartsWith(Start, StringComparison.Ordinal) && secret[Start.Length + PrefixDigits] == '_';
        prefix = isKey ? secret.Substring(Start.Length, PrefixDigits) : null;
        return isKey;
    }

    public static string Hash(string salt, string secret) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(salt), .. Encoding.UTF8.GetBytes(secret)]));

    /// <summary>Tells whether a text is the key of a row, in a time that does not depend on how much of it is right.</summary>
    public static bool IsKey(ApiKey key, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(key.Salt, secret)), Encoding.ASCII.GetBytes(key.Hash));
}

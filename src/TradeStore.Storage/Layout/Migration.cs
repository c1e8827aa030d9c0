using System.Security.Cryptography;
using System.Text;

namespace TradeStore.Storage.Layout;

/// <summary>
/// A numbered step from one layout of the database to the next. It is DDL only, and can be run a second time, since a crash may come
/// between the step and its entry in the history. One that was released never changes: stores keep its hash.
/// </summary>
/// <param name="Number">The layout that the step leads to.</param>
/// <param name="Name">What it makes, in a word.</param>
/// <param name="Sql">The statements.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Gets the SHA-256 of the statements in lower-case hexadecimal; the same whatever line ends the sources were checked out with.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

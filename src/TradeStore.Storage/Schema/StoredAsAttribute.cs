namespace TradeStore.Storage.Schema;

/// <summary>The name under which a member of an enum is stored, where it is not the member's own (<see cref="SqlName"/>): a member that has one may be renamed.</summary>
/// <param name="name">The name: unique among the members of the enum, not empty.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class StoredAsAttribute(string name) : Attribute
{
    /// <summary>Gets the name.</summary>
    public string Name => name;
}

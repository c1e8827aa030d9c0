using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>users</c>: who is let in, one row each.</summary>
internal static class UserTable
{
    public static Table<User> Definition { get; } = new TableBuilder<User>()
        .Name(1, "user_name", u => u.UserName)
        .Named(2, "role", u => u.Role)
        .Json(3, "permissions", u => u.Permissions)
        .Boolean(4, "is_active", u => u.IsActive)
        .Timestamp(5, "created_at", u => u.CreatedAt)
        .Timestamp(6, "updated_at", u => u.UpdatedAt)
        .Build(new TableSettings
        {
            Name = "users",
            Key = ["user_name"],
            Lane = Lane.Trading,
        });
}

/// <summary><c>api_keys</c>: keys by which users are let in, as salted hashes, one row each.</summary>
internal static class ApiKeyTable
{
    public static Table<ApiKey> Definition { get; } = new TableBuilder<ApiKey>()
        .Name(1, "key_prefix", k => k.KeyPrefix)
        .Name(2, "user_name", k => k.UserName)
        .Name(3, "salt", k => k.Salt)
        .Name(4, "hash", k => k.Hash)
        .TextList(5, "scopes", k => k.Scopes)
        .Timestamp(6, "created_at", k => k.CreatedAt)
        .Timestamp(7, "expires_at", k => k.ExpiresAt, isFutureAllowed: true)
        .Timestamp(8, "last_used", k => k.LastUsed)
        .Timestamp(9, "revoked_at", k => k.RevokedAt)
        .Rule("hash", k => k.Hash, k => AuditTable.IsHash(k.Hash), "it is not a SHA-256 in 64 lower-case hexadecimal digits.")
        .Build(new TableSettings
        {
            Name = "api_keys",
            Key = ["key_prefix"],
            Lane = Lane.Trading,
        });
}

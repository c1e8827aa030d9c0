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

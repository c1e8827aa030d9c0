using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Access;

/// <summary>Decides about users, and whether what names one names one that there is.</summary>
internal sealed class UserDecisions(LiveState state)
{
    private const string Table = "users";

    /// <summary>Refuses a row that names a user that there is not.</summary>
    public static void CheckKnown(Decision decision, LiveState state, string table, string userName) => Known(decision, state, table, userName);

    /// <summary>Makes a user.</summary>
    public User Create(Decision decision, User user)
    {
        if (decision.Find(state.Users, user.UserName ?? "") is not null)
        {
            throw new DuplicateKeyException(Table, "user_name", user.UserName!);
        }

        return Put(decision, user with { CreatedAt = decision.Time, UpdatedAt = decision.Time });
    }

    /// <summary>Changes what is known of a user.</summary>
    public User Change(Decision decision, string userName, Func<User, User> change) =>
        Put(decision, change(Known(decision, state, Table, userName)) with { UpdatedAt = decision.Time });

    private static User Known(Decision decision, LiveState state, string table, string userName) =>
        decision.Find(state.Users, userName) ?? throw new UnknownReferenceException(table, "user_name", userName);

    private User Put(Decision decision, User user)
    {
        return decision.Put(state.Users, user);
    }
}

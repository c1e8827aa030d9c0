using TradeStore.Access;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>Users and what they may do. The store keeps them; the application that lets users in holds them to it.</summary>
public sealed class UserRepository
{
    private readonly RepositoryContext _context;
    private readonly LiveState _live;
    private readonly UserDecisions _decisions;

    internal UserRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = new UserDecisions(_live);
    }

    /// <summary>Makes a user; durable when the task completes.</summary>
    /// <param name="user">The user; its times are filled in.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the user is written.</param>
    /// <returns>The user as it is stored.</returns>
    /// <exception cref="DuplicateKeyException">The name is taken.</exception>
    /// <exception cref="InvalidRowException">The user breaks a rule; the error names column, value and reason.</exception>
    public Task<User> CreateAsync(User user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        return _live.Gate.DecideAsync(decision => _decisions.Create(decision, user), cancellationToken);
    }

    /// <summary>Sets what a user may do; durable when the task completes.</summary>
    /// <param name="userName">The user.</param>
    /// <param name="role">What the user may do at most.</param>
    /// <param name="permissions">What the user may do in particular, as JSON; it takes the place of what was there, also when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The user as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">There is no such user.</exception>
    /// <exception cref="InvalidRowException">A value breaks a rule; the user is as before.</exception>
    public Task<User> SetRoleAsync(string userName, UserRole role, string? permissions = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(userName, user => user with { Role = role, Permissions = permissions }, cancellationToken);

    /// <summary>Lets a user in, or no longer: a user who is not active has no key that is good. Durable when the task completes.</summary>
    /// <param name="userName">The user.</param>
    /// <param name="isActive">Whether the user is let in.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="SetRoleAsync" path="/returns|/exception"/>
    public Task<User> SetActiveAsync(string userName, bool isActive, CancellationToken cancellationToken = default) =>
        ChangeAsync(userName, user => user with { IsActive = isActive }, cancellationToken);

    /// <summary>Returns a user, from memory; <see langword="null"/> when there is none.</summary>
    /// <param name="userName">The name.</param>
    public User? Find(string userName) => _live.Users.Find(userName);

    /// <summary>Returns all users, from memory, by name.</summary>
    public IReadOnlyList<User> GetAll() => [.. _live.Users.Rows.OrderBy(u => u.UserName, StringComparer.Ordinal)];

    /// <summary>Asks for users.</summary>
    public TableQuery<User> Query() => _context.Query(UserTable.Definition);

    private Task<User> ChangeAsync(string userName, Func<User, User> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return _live.Gate.DecideAsync(decision => _decisions.Change(decision, userName, change), cancellationToken);
    }
}

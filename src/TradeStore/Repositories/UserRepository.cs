using TradeStore.Access;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>Users and what they may do. The store keeps them; the application that lets users in holds them to it.</summary>
public class UserRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly UserDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected UserRepository()
    {
    }

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
    public virtual Task<User> CreateAsync(User user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        return _live.Gate.DecideAsync(decision => _decisions.Create(decision, user), cancellationToken);
    }

    /// <summary>Makes users, all or none; durable when the task completes.</summary>
    /// <param name="users">The users.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the users are written.</param>
    /// <returns>The users as they are stored.</returns>
    /// <inheritdoc cref="CreateAsync(User, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<User>> CreateAsync(IReadOnlyList<User> users, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(users, _decisions.Create, cancellationToken);

    /// <summary>Sets what a user may do; durable when the task completes.</summary>
    /// <param name="userName">The user.</param>
    /// <param name="role">What the user may do at most.</param>
    /// <param name="permissions">What the user may do in particular, as JSON; it takes the place of what was there, also when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The user as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">There is no such user.</exception>
    /// <exception cref="InvalidRowException">A value breaks a rule; the user is as before.</exception>
    public virtual Task<User> SetRoleAsync(string userName, UserRole role, string? permissions = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(userName, user => user with { Role = role, Permissions = permissions }, cancellationToken);

    /// <summary>Lets a user in; durable when the task completes. Keys of the user that are neither revoked nor expired are good again.</summary>
    /// <param name="userName">The user.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="SetRoleAsync" path="/returns|/exception"/>
    public virtual Task<User> ActivateAsync(string userName, CancellationToken cancellationToken = default) =>
        ChangeAsync(userName, user => user with { IsActive = true }, cancellationToken);

    /// <summary>Lets a user in no longer: no key of the user is good. Durable when the task completes.</summary>
    /// <param name="userName">The user.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <inheritdoc cref="SetRoleAsync" path="/returns|/exception"/>
    public virtual Task<User> DeactivateAsync(string userName, CancellationToken cancellationToken = default) =>
        ChangeAsync(userName, user => user with { IsActive = false }, cancellationToken);

    /// <summary>Returns a user, from memory; <see langword="null"/> when there is none.</summary>
    /// <param name="userName">The name.</param>
    public virtual User? Find(string userName) => _live.Users.Find(userName);

    /// <summary>Returns all users, from memory, by name.</summary>
    public virtual IReadOnlyList<User> GetAll() => [.. _live.Users.Rows.OrderBy(u => u.UserName, StringComparer.Ordinal)];

    /// <summary>Asks for users.</summary>
    public virtual TableQuery<User> Query() => _context.Query(UserTable.Definition);

    private Task<User> ChangeAsync(string userName, Func<User, User> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return _live.Gate.DecideAsync(decision => _decisions.Change(decision, userName, change), cancellationToken);
    }
}

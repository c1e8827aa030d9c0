using TradeStore.Auditing;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>
/// The audit log, which is only ever added to: each record holds the SHA-256 of the one before, so that tampering shows. <c>docs/audit.md</c>
/// describes the hash, so that another program can verify it.
/// </summary>
public class AuditRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly AuditDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected AuditRepository()
    {
    }

    internal AuditRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Audit;
    }

    /// <summary>Adds a record to the end of the chain; durable when the task completes.</summary>
    /// <param name="record">What happened; the time, the id, the number and the hashes are filled in.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the record is written.</param>
    /// <returns>The record as it is stored.</returns>
    /// <exception cref="InvalidRowException">The record breaks a rule; the error names column, value and reason. The chain is as it was.</exception>
    /// <exception cref="UnknownReferenceException">Its bot is not registered.</exception>
    /// <exception cref="StoreCorruptException">Somebody has made the newest number the largest there is, so that none is left. Nothing was kept.</exception>
    /// <exception cref="DiskFullException">The journal has no room; the record was not kept.</exception>
    public virtual async Task<AuditRecord> RecordAsync(AuditRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (await RecordAsync([record], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Adds records to the end of the chain in their order, all or none; durable when the task completes.</summary>
    /// <param name="records">What happened.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the records are written.</param>
    /// <inheritdoc cref="RecordAsync(AuditRecord, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<AuditRecord>> RecordAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return _live.Gate.DecideAsync(decision => _decisions.Record(decision, records), cancellationToken);
    }

    /// <summary>Reads the whole log in the order of its numbers, computes every hash anew, and says where the chain breaks first.</summary>
    /// <remarks>Needs little memory however long the log is.</remarks>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The engine took too long for the next rows.</exception>
    public virtual Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken = default) => new AuditVerifier(_context.Reading).RunAsync(cancellationToken);

    /// <summary>Asks for records.</summary>
    public virtual TableQuery<AuditRecord> Query() => _context.Query(AuditTable.Definition);
}

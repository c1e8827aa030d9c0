using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Auditing;

internal sealed class AuditChainTests
{
    // Made once: each case has a copy.
    private static readonly Lazy<Task<(TemporaryFolder Folder, IReadOnlyList<AuditRecord> Records)>> Filled = new(MakeAsync);
    private TemporaryFolder _folder = null!;

    [OneTimeTearDown]
    public static async Task Forget()
    {
        if (Filled.IsValueCreated)
        {
            (await Filled.Value).Folder.Dispose();
        }
    }

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task The_chain_goes_on_across_reopening_and_holds()
    {
        await FillAsync();
        await using var store = await Quick.OpenAsync(_folder);
        var next = await store.Audit.RecordAsync(Some());
        var found = await store.Audit.VerifyAsync();
        Assert.That(next.SequenceNumber, Is.EqualTo(6));
        Assert.That(found, Is.EqualTo(new AuditVerification(6, AuditBreak.None, null, 6, next.Hash)));
    }

    [Test]
    public async Task An_empty_log_holds()
    {
        await using var store = await Quick.OpenAsync(_folder);
        Assert.That(await store.Audit.VerifyAsync(), Is.EqualTo(new AuditVerification(0, AuditBreak.None, null, 0, null)));
    }

    [TestCase("ts = ts + INTERVAL 1 MICROSECOND")]
    [TestCase("audit_id = '00000000-0000-7000-8000-000000000001'")]
    [TestCase("event_type = 'logout'")]
    [TestCase("severity = 'error'")]
    [TestCase("severity = 'none of the names'")]
    [TestCase("component = 'apj'")]
    [TestCase("bot_id = NULL")]
    [TestCase("user_id = ''")]
    [TestCase("details = '{\"a\": 1}'")]
    [TestCase("previous_hash = NULL")]
    [TestCase("hash = repeat('0', 64)")]
    public async Task A_changed_field_shows_at_its_record(string change)
    {
        await FillAsync();
        Tamper(change: $"UPDATE {{0}} SET {change} WHERE sequence_number = 3");
        await using var store = await Quick.OpenAsync(_folder);
        var found = await store.Audit.VerifyAsync();
        Assert.That((found.Break, found.FirstBroken, found.RecordsChecked), Is.EqualTo((AuditBreak.Hash, (long?)3, 2L)));
    }

    [TestCase("event_type = NULL")]
    [TestCase("severity = 'none of the names'")]
    [TestCase("severity = NULL")]
    [TestCase("details = NULL")]
    [TestCase("audit_id = NULL")]
    [TestCase("ts = NULL")]
    [TestCase("hash = NULL")]
    [TestCase("hash = 'none'")]
    [TestCase("previous_hash = 'none'")]
    public async Task A_changed_newest_record_keeps_no_store_from_opening_and_shows(string change)
    {
        await FillAsync();
        Tamper($"UPDATE {{0}} SET {change} WHERE sequence_number = 5");
        await using var store = await Quick.OpenAsync(_folder);
        var found = await store.Audit.VerifyAsync();
        Assert.That((found.Break, found.FirstBroken, found.RecordsChecked), Is.EqualTo((AuditBreak.Hash, (long?)5, 4L)));
        Assert.That((await store.Audit.RecordAsync(Some())).SequenceNumber, Is.EqualTo(6), "The log goes on.");
        Assert.That((await store.Audit.VerifyAsync()).FirstBroken, Is.EqualTo(5));
    }

    [TestCase("NULL", AuditBreak.Gap, 5)]
    [TestCase("9223372036854775807", AuditBreak.Gap, 5)]
    [TestCase("-1", AuditBreak.Order, -1)]
    public async Task A_newest_record_whose_number_was_changed_keeps_no_store_from_opening_and_shows(string number, AuditBreak kind, long broken)
    {
        await FillAsync();
        Tamper($"UPDATE {{0}} SET sequence_number = {number} WHERE sequence_number = 5");
        await using var store = await Quick.OpenAsync(_folder);
        var found = await store.Audit.VerifyAsync();
        Assert.That((found.Break, found.FirstBroken), Is.EqualTo((kind, (long?)broken)));
    }

    [TestCase(0, 1)]
    [TestCase(1, 2)]
    public async Task Where_no_number_is_left_a_record_is_refused_and_the_column_is_named(int left, int records)
    {
        await FillAsync();
        Tamper($"UPDATE {{0}} SET sequence_number = {long.MaxValue - left} WHERE sequence_number = 5");
        await using var store = await Quick.OpenAsync(_folder);

        var error = (await Assert.ThrowsAsync<StoreCorruptException>(async () => await store.Audit.RecordAsync([.. Enumerable.Repeat(Some(), records)])))!;

        Assert.That(error.Message, Does.Contain("sequence_number in audit_log is 9223372036854775807"));
        Assert.That(error.Findings.Single(), Does.StartWith("audit_log: sequence_number 9223372036854775807"));
        Assert.That(await store.Audit.Query().CountAsync(), Is.EqualTo(5), "all or none");
        Assert.That((await store.Audit.VerifyAsync()).FirstBroken, Is.EqualTo(5));
        Assert.That((await store.Audit.RecordAsync([.. Enumerable.Repeat(Some(), left)])).Count, Is.EqualTo(left), "what there is a number for is kept");
    }

    [TestCase("DELETE FROM {0} WHERE sequence_number = 3", AuditBreak.Gap, 3)]
    [TestCase("DELETE FROM {0} WHERE sequence_number = 1", AuditBreak.Gap, 1)]
    [TestCase("UPDATE {0} SET sequence_number = 9 WHERE sequence_number = 3", AuditBreak.Gap, 3)]
    [TestCase("UPDATE {0} SET sequence_number = 0 WHERE sequence_number = 3", AuditBreak.Order, 0)]
    [TestCase("INSERT INTO {0} SELECT * FROM {0} WHERE sequence_number = 3", AuditBreak.Order, 3)]
    public async Task A_removed_or_renumbered_or_doubled_record_shows(string change, AuditBreak kind, long number)
    {
        await FillAsync();
        Tamper(change);
        await using var store = await Quick.OpenAsync(_folder);
        var found = await store.Audit.VerifyAsync();
        Assert.That((found.Break, found.FirstBroken), Is.EqualTo((kind, (long?)number)));
    }

    [Test]
    public async Task A_changed_record_with_a_hash_that_fits_shows_at_the_next_and_the_documented_encoding_gives_that_hash()
    {
        var third = (await FillAsync())[2];
        Assert.That(Documented(third), Is.EqualTo(third.Hash));
        var forged = Documented(third with { EventType = "logout" });
        Tamper($"UPDATE {{0}} SET event_type = 'logout', hash = '{forged}' WHERE sequence_number = 3");
        await using var store = await Quick.OpenAsync(_folder);
        var found = await store.Audit.VerifyAsync();
        Assert.That((found.Break, found.FirstBroken), Is.EqualTo((AuditBreak.Link, (long?)4)));
    }

    [TestCase(Severity.Info, "info")]
    [TestCase(Severity.Warning, "warning")]
    [TestCase(Severity.Error, "error")]
    [TestCase(Severity.Critical, "critical")]
    public async Task A_severity_is_hashed_by_the_name_under_which_it_is_stored(Severity severity, string name)
    {
        await using var store = await Quick.OpenAsync(_folder);
        var stored = await store.Audit.RecordAsync(Some() with { Severity = severity });
        Assert.That(stored.Hash, Is.EqualTo(Documented(stored, name)));
        Assert.That(await store.QueryAsync<string>("SELECT severity FROM audit_log"), Is.EqualTo(new[] { name }));
        Assert.That((await store.Audit.VerifyAsync()).IsIntact, Is.True);
    }

    [Test]
    public async Task A_refused_record_leaves_the_chain_as_it_was()
    {
        await using var store = await Quick.OpenAsync(_folder);
        var first = await store.Audit.RecordAsync(Some());
        Assert.That(async () => await store.Audit.RecordAsync(Some() with { BotId = "nobody" }), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await store.Audit.RecordAsync([Some(), Some() with { EventType = "" }]), Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await store.Audit.RecordAsync(first), Throws.TypeOf<InvalidRowException>());
        Assert.That(await store.Audit.Query().CountAsync(), Is.EqualTo(1));
        var second = await store.Audit.RecordAsync(Some());
        Assert.That((second.SequenceNumber, second.PreviousHash), Is.EqualTo((2L, first.Hash)));
        Assert.That((await store.Audit.VerifyAsync()).IsIntact, Is.True);
    }

    [Test]
    public async Task Records_of_many_callers_make_one_chain()
    {
        await using var store = await Quick.OpenAsync(_folder);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 50; i++)
            {
                await store.Audit.RecordAsync(Some());
            }
        }));
        var found = await store.Audit.VerifyAsync();
        Assert.That((found.Break, found.RecordsChecked), Is.EqualTo((AuditBreak.None, 400L)));
    }

    private static AuditRecord Some() =>
        new() { EventType = "login", Severity = Severity.Info, Component = "api", UserId = "ann", Details = """{"a":1}""" };

    private async Task<IReadOnlyList<AuditRecord>> FillAsync()
    {
        var (folder, records) = await Filled.Value;
        FolderImage.Copy(folder.Path, _folder.Path);
        return records;
    }

    private static async Task<(TemporaryFolder Folder, IReadOnlyList<AuditRecord> Records)> MakeAsync()
    {
        var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        await store.Bots.RegisterAsync(new Bot { BotId = "b", Name = "B", Strategy = "sma", Status = BotStatus.Running });
        var record = Some() with { BotId = "b" };
        return (folder, [.. await store.Audit.RecordAsync([record, record, record]), await store.Audit.RecordAsync(record), await store.Audit.RecordAsync(record)]);
    }

    private void Tamper(string change)
    {
        using var database = DuckDbInstance.Open(Path.Combine(_folder.Path, "store.duckdb"));
        using var session = database.Connect();
        var table = session.QueryScalar<string>("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'warm' AND starts_with(table_name, 'audit_log_')");

        // Whoever edits the file can edit its constraints, too.
        foreach (var column in AuditTable.Definition.Columns.Where(c => !c.IsNullable))
        {
            session.Execute($"ALTER TABLE warm.\"{table}\" ALTER COLUMN \"{column.Name}\" DROP NOT NULL");
        }

        session.Execute(change.Replace("{0}", $"warm.\"{table}\"", StringComparison.Ordinal));
    }

    // Written from docs/audit.md alone, as another program would.
    private static string Documented(AuditRecord record, string severity = "info")
    {
        using var bytes = new MemoryStream();
        void Field(byte[]? value)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, value?.Length ?? -1);
            bytes.Write(length);
            bytes.Write(value ?? []);
        }

        byte[]? Text(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
        Field(Text("TradeStore audit record 1"));
        Field(BitConverter.GetBytes((record.Timestamp - DateTime.UnixEpoch).Ticks / 10));
        Field(Convert.FromHexString(record.AuditId.ToString("N")));
        Field(Text(record.EventType));
        Field(Text(severity));
        Field(Text(record.Component));
        Field(Text(record.BotId));
        Field(Text(record.UserId));
        Field(Text(record.Details));
        Field(Text(record.PreviousHash));
        Field(BitConverter.GetBytes(record.SequenceNumber));
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }
}

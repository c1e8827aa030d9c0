using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Schema.Storage;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>Tables that get a column while their older rows lie in files.</summary>
internal sealed class GrownTableTests
{
    [Test]
    public async Task Files_of_before_have_no_value_for_a_column_that_was_added_and_get_it_when_they_are_merged()
    {
        using var folder = new TemporaryFolder();
        var old = Declared.Note();
        await using (var store = await OpenAsync(folder, old))
        {
            await store.Series(old).AppendAsync([Note(1, "a"), Note(2, "b")]);
            await store.Tiering.ExportAsync("notes", Some.Day, Some.Day.AddDays(1));
        }

        var grown = Declared.Note(2, hasComment: true);
        await using (var store = await OpenAsync(folder, grown))
        {
            await CheckAsync(store, grown, "a NULL;b NULL");
            await store.Series(grown).AppendAsync(Note(3, "c") with { Comment = "{}" });
            await CheckAsync(store, grown, "a NULL;b NULL;c {}");
            Assert.That(store.Parts.Maps!.Current.Segments(grown).Select(s => (s.Tier, s.ColumnCount)), Is.EqualTo(new[] { (Tier.Cold, 2), (Tier.Warm, 3) }));

            await store.Tiering.ExportAsync("notes", Some.Day, Some.Day.AddDays(1));
            Assert.That(store.Parts.Maps!.Current.Segments(grown).Select(s => (s.Tier, s.ColumnCount)), Is.EqualTo(new[] { (Tier.Cold, 3) }));
            await CheckAsync(store, grown, "a NULL;b NULL;c {}");
        }

        await using var again = await OpenAsync(folder, grown);
        await CheckAsync(again, grown, "a NULL;b NULL;c {}");
    }

    private static async Task CheckAsync(Store store, Table<NoteRow> table, string expected)
    {
        Assert.That(Text(await store.Series(table).GetAsync(Some.Day, Some.Day.AddDays(1))), Is.EqualTo(expected), "a range");
        Assert.That(Text(await store.Series(table).Query().Where(n => n.Topic != "z").OrderBy(n => n.Timestamp).ToListAsync()), Is.EqualTo(expected), "a typed query");
        Assert.That(string.Join(';', await store.QueryAsync<string>("SELECT topic || ' ' || coalesce(comment::VARCHAR, 'NULL') FROM notes ORDER BY ts")), Is.EqualTo(expected), "SQL");
    }

    private static string Text(IEnumerable<NoteRow> rows) => string.Join(';', rows.Select(r => $"{r.Topic} {r.Comment ?? "NULL"}"));

    private static Task<Store> OpenAsync(TemporaryFolder folder, TableSchema table) => Quick.OpenAsync(folder, o => o.Tables.Add(table));

    private static NoteRow Note(int minute, string topic) => new() { Timestamp = Some.Day.AddMinutes(minute), Topic = topic };
}

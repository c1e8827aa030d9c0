using System.Reflection;
using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Columns.Decoders;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Writing;

namespace TradeStore.Tests.Support;

/// <summary>A table and its rows whatever their type is, for tests that go over all tables.</summary>
internal abstract class TableRows(TableSchema schema)
{
    public TableSchema Schema => schema;

    public static TableRows Of(TableSchema table) =>
        (TableRows)Activator.CreateInstance(typeof(TypedRows<>).MakeGenericType(table.GetType().GenericTypeArguments[0]), table)!;

    /// <summary>Gets the column and the reason of each rule over several columns.</summary>
    public abstract IEnumerable<(string Column, string Reason)> Rules { get; }

    public abstract object Full(Random random);

    public abstract object Minimal(Random random);

    /// <summary>Returns a copy of a row in which the property of a column is another.</summary>
    public abstract object With(object row, string column, object? value);

    /// <summary>Returns the type of a column's property, without its nullability.</summary>
    public abstract Type PropertyType(string column);

    public abstract void Encode(IEnumerable<object> rows);

    /// <summary>Encodes rows, appends them to a table of DuckDB and makes rows of what a query returns.</summary>
    public abstract IReadOnlyList<object> ThroughTheDatabase(IEnumerable<object> rows);

    /// <summary>Appends rows to a store, past the rules that its repositories have.</summary>
    public abstract Task AppendAsync(Store store, StoreOptions options, IEnumerable<object> rows);

    /// <summary>Returns a row's values in the order of its columns.</summary>
    public abstract IReadOnlyList<object?> Values(object row);

    private sealed class TypedRows<TRow>(Table<TRow> table) : TableRows(table)
        where TRow : class
    {
        private static readonly long Now = TimestampConversion.ToMicroseconds(Some.Day.AddDays(1));
        private static readonly MethodInfo Clone = typeof(TRow).GetMethod("<Clone>$")!;

        public override IEnumerable<(string Column, string Reason)> Rules => table.Rules.Select(r => (r.Column, r.Reason));

        public override object Full(Random random) => new SampleRows(random).Full(table);

        public override object Minimal(Random random) => new SampleRows(random).Minimal(table);

        public override object With(object row, string column, object? value)
        {
            var copy = Clone.Invoke(row, null)!;
            Property(column).SetValue(copy, value);
            return copy;
        }

        public override Type PropertyType(string column) => Nullable.GetUnderlyingType(Property(column).PropertyType) ?? Property(column).PropertyType;

        public override void Encode(IEnumerable<object> rows)
        {
            using var batch = table.Encoder.Encode([.. rows.Cast<TRow>()], Now, TimePrecision.Refuse);
        }

        public override IReadOnlyList<object> ThroughTheDatabase(IEnumerable<object> rows)
        {
            using var instance = DuckDbInstance.Open(":memory:");
            using var session = instance.Connect();
            session.Execute(TableDefinitionSql.Create(table, "sample"));
            using (var batch = table.Encoder.Encode([.. rows.Cast<TRow>()], Now))
            using (var run = new RunAppender(table))
            using (var appender = session.CreateAppender("sample"))
            {
                run.AppendAndClose([new RowRun(batch, 0, batch.RowCount)], appender);
            }

            var read = new List<TRow>();
            using var result = session.Query($"SELECT {TableDefinitionSql.Columns(table)} FROM sample");
            while (result.FetchChunk() is { } chunk)
            {
                using (chunk)
                {
                    table.CreateMaterializer().Read(chunk, read);
                }
            }

            return read;
        }

        public override async Task AppendAsync(Store store, StoreOptions options, IEnumerable<object> rows) =>
            await new TableWriter<TRow>(table, store.Parts.Lanes![table.Lane], options.Ingest, options.TimeProvider).AppendAsync([.. rows.Cast<TRow>()], CancellationToken.None);

        public override IReadOnlyList<object?> Values(object row) => [.. table.TypedColumns.Select(c => ((PropertyInfo)c.Member.Member).GetValue(row))];

        private PropertyInfo Property(string column) => (PropertyInfo)table.TypedColumns[table.Ordinal(column)].Member.Member;
    }
}

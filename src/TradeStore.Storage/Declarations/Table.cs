using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using TradeStore.Storage.Columns.Decoders;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Declarations;

/// <summary>A table declared for a row type, by a <see cref="TableBuilder{TRow}"/>: the one declaration that drives DDL, validation, writing and reading.</summary>
/// <typeparam name="TRow">The row: a record or class with a parameterless constructor and <c>init</c> or <c>set</c> accessors.</typeparam>
public sealed class Table<TRow> : TableSchema
    where TRow : class
{
    private readonly TableSettings _settings;
    private readonly Func<Func<TRow>> _compileNew;
    private readonly ConcurrentDictionary<NumberPrecision, Table<TRow>> _others = [];
    private readonly Lazy<BatchEncoder<TRow>> _encoder;
    private readonly Lazy<Func<RowMaterializer<TRow>>> _materializer;
    private readonly Lazy<Func<TRow, object?>?> _correlation;
    private readonly Lazy<Func<TRow, bool>> _hasFinerTimes;

    internal Table(TableSettings settings, Func<Func<TRow>> compileNew, IReadOnlyList<Column<TRow>> columns, IReadOnlyList<RowRule<TRow>> rules)
        : base(settings, [.. columns.Select(c => c.Definition)])
    {
        _settings = settings;
        _compileNew = compileNew;
        TypedColumns = columns;
        Rules = rules;
        _encoder = new(() => new BatchEncoder<TRow>(this));
        _materializer = new(() => RowMaterializer<TRow>.Compile(_compileNew(), TypedColumns));
        _correlation = new(CompileCorrelation);
        _hasFinerTimes = new(CompileHasFinerTimes);
    }

    internal IReadOnlyList<Column<TRow>> TypedColumns { get; }

    internal IReadOnlyList<RowRule<TRow>> Rules { get; }

    /// <summary>Gets the encoder; made at its first use, since compiling the getters takes a few milliseconds.</summary>
    internal BatchEncoder<TRow> Encoder => _encoder.Value;

    /// <inheritdoc/>
    internal override Type RowType => typeof(TRow);

    /// <inheritdoc/>
    internal override IReadOnlyList<StoredMember> Members => field ??= [.. TypedColumns.Select(c => new StoredMember(c.Definition.Name, (PropertyInfo)c.Member.Member, c.SetText))];

    /// <inheritdoc/>
    internal override Table<TRow> At(NumberPrecision precision) => precision == NumberPrecision.Standard || TypedColumns.All(c => c.At is null)
        ? this
        : _others.GetOrAdd(precision, static (wanted, table) => new Table<TRow>(table._settings, table._compileNew, [.. table.TypedColumns.Select(c => c.At?.Invoke(wanted) ?? c)], table.Rules), this);

    /// <summary>Makes what reads rows, one for each read; compiled at the first use.</summary>
    internal RowMaterializer<TRow> CreateMaterializer() => _materializer.Value();

    /// <summary>Returns the correlation id of a row, for its span; <see langword="null"/> when it has none. Never asked for while nobody listens.</summary>
    internal object? CorrelationId(TRow? row) => row is null ? null : _correlation.Value?.Invoke(row);

    /// <summary>Returns a row with its times cut to the microseconds that are stored: itself where none is finer.</summary>
    internal TRow CutTimes(TRow row)
    {
        if (row is null || !_hasFinerTimes.Value(row))
        {
            return row!;
        }

        var copy = (TRow)Clone.Invoke(row, null)!;
        foreach (var property in Times.Select(c => (PropertyInfo)c.Member.Member))
        {
            if (property.GetValue(row) is DateTime time)
            {
                property.SetValue(copy, new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), time.Kind));
            }
        }

        return copy;
    }

    private static MethodInfo Clone { get; } = typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private IEnumerable<Column<TRow>> Times => TypedColumns.Where(c => c.Definition.Type == ColumnType.Timestamp);

    private static bool IsFiner(DateTime? time) => time is { } value && value.Ticks % TimeSpan.TicksPerMicrosecond != 0;

    private Func<TRow, bool> CompileHasFinerTimes()
    {
        var row = Expression.Parameter(typeof(TRow));
        var any = Times.Aggregate((Expression)Expression.Constant(false), (all, column) => Expression.OrElse(
            all,
            Expression.Call(((Func<DateTime?, bool>)IsFiner).Method, Expression.Convert(Expression.Property(row, (PropertyInfo)column.Member.Member), typeof(DateTime?)))));
        return Expression.Lambda<Func<TRow, bool>>(any, row).Compile();
    }

    private Func<TRow, object?>? CompileCorrelation() =>
        TypedColumns.FirstOrDefault(c => c.Definition.Name == "correlation_id")?.Member is { Expression: ParameterExpression row } member
            ? Expression.Lambda<Func<TRow, object?>>(Expression.Convert(member, typeof(object)), row).Compile()
            : null;
}

/// <summary>A rule over several columns of a row.</summary>
/// <param name="Column">The column an error names.</param>
/// <param name="Value">The value an error shows.</param>
/// <param name="IsKept">Tells whether a row keeps the rule.</param>
/// <param name="Reason">What an error says.</param>
internal sealed record RowRule<TRow>(string Column, Func<TRow, object?> Value, Func<TRow, bool> IsKept, string Reason);

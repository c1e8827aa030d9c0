using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace TradeStore.Storage.Reading.AdHoc.Connections;

/// <summary>A value for a <c>$name</c> of a command, or for one of its <c>?</c> when it has no name. It is bound as the .NET type that it is.</summary>
internal sealed class StoreParameter : DbParameter
{
    public override DbType DbType { get; set; } = DbType.Object;

    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value != ParameterDirection.Input)
            {
                throw new NotSupportedException("A store's commands take parameters; they give none back.");
            }
        }
    }

    public override bool IsNullable { get; set; } = true;

    [AllowNull]
    public override string ParameterName { get; set => field = value ?? ""; } = "";

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get; set => field = value ?? ""; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override object? Value { get; set; }

    /// <summary>Gets the name as the statement has it after its <c>$</c>.</summary>
    internal string BareName => ParameterName.TrimStart('$', '@', ':');

    public override void ResetDbType() => DbType = DbType.Object;
}

/// <summary>The parameters of a command.</summary>
internal sealed class StoreParameters : DbParameterCollection
{
    private readonly List<StoreParameter> _all = [];

    public override int Count => _all.Count;

    public override object SyncRoot => _all;

    public override int Add(object value)
    {
        _all.Add(Of(value));
        return _all.Count - 1;
    }

    public override void AddRange(Array values) => _all.AddRange(values.Cast<object>().Select(Of));

    public override void Clear() => _all.Clear();

    public override bool Contains(object value) => IndexOf(value) >= 0;

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_all).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _all.GetEnumerator();

    public override int IndexOf(object value) => value is StoreParameter parameter ? _all.IndexOf(parameter) : -1;

    public override int IndexOf(string parameterName)
    {
        var name = parameterName.TrimStart('$', '@', ':');
        return _all.FindIndex(p => string.Equals(p.BareName, name, StringComparison.OrdinalIgnoreCase));
    }

    public override void Insert(int index, object value) => _all.Insert(index, Of(value));

    public override void Remove(object value) => _all.Remove(Of(value));

    public override void RemoveAt(int index) => _all.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _all.RemoveAt(Known(parameterName));

    /// <summary>Returns the values by their names, or by their places from 1.</summary>
    internal IReadOnlyDictionary<string, object?> Values()
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < _all.Count; i++)
        {
            var name = _all[i].BareName is { Length: > 0 } named ? named : $"{i + 1}";
            values[name] = _all[i].Value is DBNull ? null : _all[i].Value;
        }

        return values;
    }

    protected override DbParameter GetParameter(int index) => _all[index];

    protected override DbParameter GetParameter(string parameterName) => _all[Known(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => _all[index] = Of(value);

    protected override void SetParameter(string parameterName, DbParameter value) => _all[Known(parameterName)] = Of(value);

    private static StoreParameter Of(object? value) =>
        value as StoreParameter ?? throw new InvalidCastException($"A {value?.GetType().Name ?? "null"} is no parameter of a store's command: CreateParameter makes one.");

    private int Known(string name) => IndexOf(name) is >= 0 and var index ? index : throw new ArgumentException($"The command has no parameter '{name}'.", nameof(name));
}

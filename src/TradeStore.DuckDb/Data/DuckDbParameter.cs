using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace TradeStore.DuckDb.Data;

/// <summary>A parameter's value. Its type is that of the value; <see cref="DbType"/> is only kept.</summary>
public sealed class DuckDbParameter : DbParameter
{
    private string _name = "";
    private string _sourceColumn = "";

    /// <summary>Makes an empty parameter.</summary>
    public DuckDbParameter()
    {
    }

    /// <summary>Makes a positional parameter, for <c>?</c> and <c>$1</c>.</summary>
    public DuckDbParameter(object? value) => Value = value;

    /// <summary>Makes a named parameter.</summary>
    /// <param name="name">Its name, with or without <c>$</c> or <c>@</c>.</param>
    /// <param name="value">Its value; null is NULL.</param>
    public DuckDbParameter(string name, object? value)
    {
        ParameterName = name;
        Value = value;
    }

    /// <inheritdoc/>
    public override DbType DbType { get; set; } = DbType.Object;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Set to anything but Input.</exception>
    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value != ParameterDirection.Input)
            {
                throw new NotSupportedException("DuckDB has input parameters only.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool IsNullable { get; set; } = true;

    /// <inheritdoc/>
    [AllowNull]
    public override string ParameterName
    {
        get => _name;
        set => _name = value ?? "";
    }

    /// <inheritdoc/>
    public override int Size { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string SourceColumn
    {
        get => _sourceColumn;
        set => _sourceColumn = value ?? "";
    }

    /// <inheritdoc/>
    public override bool SourceColumnNullMapping { get; set; }

    /// <inheritdoc/>
    public override object? Value { get; set; }

    internal ReadOnlySpan<char> BareName => _name.AsSpan().TrimStart("$@:");

    /// <inheritdoc/>
    public override void ResetDbType() => DbType = DbType.Object;
}

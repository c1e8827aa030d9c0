using System.Runtime.InteropServices;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>DOUBLE: finite, and within bounds where there are some.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct RatioConverter(double? lowest, double? highest) : IValueConverter<double, double>
{
    public string? Convert(double value, in EncodingContext context, out double stored)
    {
        stored = value;
        if (!double.IsFinite(value))
        {
            return "it is not a finite number.";
        }

        return value < lowest ? $"it is below {lowest}." : value > highest ? $"it is above {highest}." : null;
    }

    public bool TryFill(in EncodingContext context, out double stored)
    {
        stored = 0;
        return false;
    }
}

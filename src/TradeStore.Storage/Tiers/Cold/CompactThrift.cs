namespace TradeStore.Storage.Tiers.Cold;

/// <summary>Reads Thrift's compact protocol, in which the footers of Parquet files are written; garbage ends in an error, never elsewhere.</summary>
internal ref struct CompactThrift(ReadOnlySpan<byte> data)
{
    private const int Deepest = 32;
    private readonly ReadOnlySpan<byte> _data = data;
    private readonly Stack<int> _outer = [];
    private int _position;
    private int _field;

    private enum Kind
    {
        True = 1,
        False = 2,
        Byte = 3,
        Short = 4,
        Int = 5,
        Long = 6,
        Double = 7,
        Binary = 8,
        List = 9,
        Set = 10,
        Map = 11,
        Struct = 12,
    }

    /// <summary>Enters a structure.</summary>
    public void BeginStruct()
    {
        if (_outer.Count == Deepest)
        {
            throw Garbage();
        }

        _outer.Push(_field);
        _field = 0;
    }

    /// <summary>Leaves a structure whose fields have all been read.</summary>
    public void EndStruct() => _field = _outer.Pop();

    /// <summary>Reads the head of the next field; <see langword="false"/> at the end of the structure.</summary>
    public bool NextField(out int id, out int type)
    {
        var head = Byte();
        type = head & 0xF;
        var step = head >> 4;
        id = _field = step != 0 ? _field + step : head == 0 ? 0 : Id();
        return head != 0;
    }

    /// <summary>Reads a number.</summary>
    public long Number()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads a text, or bytes.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Unsigned();
        if (length > (ulong)(_data.Length - _position))
        {
            throw Garbage();
        }

        var bytes = _data.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    /// <summary>Reads the head of a list and returns how many elements follow.</summary>
    public int List() => List(out _);

    /// <summary>Passes over a value.</summary>
    public void Skip(int type)
    {
        switch ((Kind)type)
        {
            case Kind.True or Kind.False:
                break;
            case Kind.Byte:
                Byte();
                break;
            case Kind.Short or Kind.Int or Kind.Long:
                Unsigned();
                break;
            case Kind.Double:
                for (var left = sizeof(double); left > 0; left--)
                {
                    Byte();
                }

                break;
            case Kind.Binary:
                Bytes();
                break;
            case Kind.List or Kind.Set:
                for (var left = List(out var element); left > 0; left--)
                {
                    SkipElement(element);
                }

                break;
            case Kind.Map:
                var count = Unsigned();
                var types = count == 0 ? 0 : Byte();
                for (; count > 0; count--)
                {
                    SkipElement(types >> 4);
                    SkipElement(types & 0xF);
                }

                break;
            case Kind.Struct:
                BeginStruct();
                while (NextField(out _, out var inner))
                {
                    Skip(inner);
                }

                EndStruct();
                break;
            default:
                throw Garbage();
        }
    }

    private static InvalidDataException Garbage() => new("Its footer is garbage.");

    // What a field says in its head, an element has as a byte.
    private void SkipElement(int type)
    {
        if ((Kind)type is Kind.True or Kind.False)
        {
            Byte();
        }
        else
        {
            Skip(type);
        }
    }

    private int Id() => Number() is >= 0 and <= short.MaxValue and var id ? (int)id : throw Garbage();

    private int List(out int element)
    {
        var head = Byte();
        element = head & 0xF;
        var count = head >> 4 is not 15 and var few ? (ulong)few : Unsigned();

        // Each element takes a byte at the least.
        return count <= (ulong)(_data.Length - _position) ? (int)count : throw Garbage();
    }

    private ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Garbage();
    }

    private byte Byte() => _position < _data.Length ? _data[_position++] : throw Garbage();
}

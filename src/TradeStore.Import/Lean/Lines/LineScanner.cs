namespace TradeStore.Import.Lean.Lines;

/// <summary>Cuts a file's text into lines, with or without carriage returns and a last line end; passes over empty ones.</summary>
internal struct LineScanner(byte[] bytes)
{
    private int _position = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;

    /// <summary>Gets the current line's number, from 1; empty lines count.</summary>
    public long Number { get; private set; }

    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        while (_position < bytes.Length)
        {
            var rest = bytes.AsSpan(_position);
            var end = rest.IndexOf((byte)'\n');
            line = end < 0 ? rest : rest[..end];
            _position += end < 0 ? rest.Length : end + 1;
            Number++;
            line = line.EndsWith("\r"u8) ? line[..^1] : line;
            if (!line.IsEmpty)
            {
                return true;
            }
        }

        line = default;
        return false;
    }
}

/// <summary>What became of a number's text.</summary>
internal enum NumberStatus
{
    Ok = 0,
    Rounded,
    NotANumber,
    TooManyDecimals,
    TooLarge,
}

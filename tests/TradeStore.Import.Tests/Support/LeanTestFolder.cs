using System.IO.Compression;

namespace TradeStore.Import.Tests.Support;

/// <summary>A LEAN folder in a unique temporary place, made file by file.</summary>
internal sealed class LeanTestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tradestore-lean-").FullName;

    public LeanTestFolder Add(string relativePath, string csv, string? entryName = null)
    {
        using var zip = ZipFile.Open(FullPath(relativePath), ZipArchiveMode.Create);
        using var writer = new StreamWriter(zip.CreateEntry(entryName ?? "data.csv").Open());
        writer.Write(csv);
        return this;
    }

    public string AddRaw(string relativePath, byte[] bytes)
    {
        var path = FullPath(relativePath);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string FullPath(string relativePath)
    {
        var path = System.IO.Path.Combine(Path, relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

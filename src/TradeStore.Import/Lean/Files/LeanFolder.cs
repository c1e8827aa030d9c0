using System.Globalization;

namespace TradeStore.Import.Lean.Files;

/// <summary>Finds the files of a LEAN folder: <c>type/market/resolution[/symbol]/name.zip</c>.</summary>
internal sealed class LeanFolder
{
    private readonly string _root;
    private readonly LeanImportOptions _options;
    private readonly List<LeanFile> _files = [];
    private readonly HashSet<(LeanSeries Series, DateOnly? Day, bool IsQuote)> _taken = [];
    private readonly List<string> _ignored = [];

    private LeanFolder(string root, LeanImportOptions options)
    {
        _root = Path.GetFullPath(root);
        _options = options;
    }

    public required IReadOnlyList<LeanUnit> Units { get; init; }

    public required IReadOnlyList<string> IgnoredPaths { get; init; }

    /// <summary>Lists what the options take, oldest day first, so that an import goes through the store's partitions once.</summary>
    public static LeanFolder Scan(string root, LeanImportOptions options)
    {
        var folder = new LeanFolder(root, options) { Units = [], IgnoredPaths = [] };
        folder.ScanTypes();
        var units = folder._files
            .GroupBy(file => (file.Series, file.Day))
            .OrderBy(unit => unit.Key.Series.Resolution)
            .ThenBy(unit => unit.Key.Day)
            .ThenBy(unit => unit.Key.Series.SecurityType)
            .ThenBy(unit => unit.Key.Series.Market, StringComparer.Ordinal)
            .ThenBy(unit => unit.Key.Series.Symbol, StringComparer.Ordinal)
            .Select(unit => new LeanUnit(
                unit.Key.Series, unit.Key.Day, unit.FirstOrDefault(file => !file.IsQuote), unit.FirstOrDefault(file => file.IsQuote)));
        return new LeanFolder(root, options) { Units = [.. units], IgnoredPaths = folder._ignored };
    }

    private void ScanTypes()
    {
        IgnoreFiles(_root);
        foreach (var (path, name) in Folders(_root))
        {
            if (!TryParse(name, out LeanSecurityType type))
            {
                Ignore(path, "/");
            }
            else if (_options.Takes(type))
            {
                IgnoreFiles(path);
                foreach (var (marketPath, market) in Folders(path).Where(market => _options.TakesMarket(market.Name)))
                {
                    ScanMarket(marketPath, type, market.ToLowerInvariant());
                }
            }
        }
    }

    private void ScanMarket(string marketPath, LeanSecurityType type, string market)
    {
        IgnoreFiles(marketPath);
        foreach (var (path, name) in Folders(marketPath))
        {
            if (!TryParse(name, out LeanResolution resolution))
            {
                Ignore(path, "/");
            }
            else if (!_options.Takes(resolution))
            {
                continue;
            }
            else if (new LeanSeries(type, market, resolution, "") is { IsByDay: true } series)
            {
                ScanSymbols(path, series);
            }
            else
            {
                ScanHistories(path, new LeanSeries(type, market, resolution, ""));
            }
        }
    }

    private void ScanSymbols(string resolutionPath, LeanSeries series)
    {
        IgnoreFiles(resolutionPath);
        foreach (var (path, symbol) in Folders(resolutionPath).Where(symbol => _options.TakesSymbol(symbol.Name)))
        {
            var ofSymbol = series with { Symbol = symbol.ToUpperInvariant() };
            foreach (var (folder, _) in Folders(path))
            {
                Ignore(folder, "/");
            }

            foreach (var file in Files(path))
            {
                if (!TrySplit(file.Name, out var name, out var isQuote) || isQuote is null
                    || !DateOnly.TryParseExact(name, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                {
                    Ignore(file.FullName);
                }
                else if (_options.TakesDay(day))
                {
                    Add(file, ofSymbol, day, isQuote.Value);
                }
            }
        }
    }

    private void ScanHistories(string resolutionPath, LeanSeries series)
    {
        foreach (var (folder, _) in Folders(resolutionPath))
        {
            Ignore(folder, "/");
        }

        foreach (var file in Files(resolutionPath))
        {
            if (!TrySplit(file.Name, out var symbol, out var isQuote))
            {
                Ignore(file.FullName);
            }
            else if (_options.TakesSymbol(symbol))
            {
                Add(file, series with { Symbol = symbol.ToUpperInvariant() }, null, isQuote ?? series.IsQuoteOnly);
            }
        }
    }

    private void Add(FileInfo file, LeanSeries series, DateOnly? day, bool isQuote)
    {
        // Two names can mean one file where case counts; taking both would make two rows fight for one key.
        if (!_taken.Add((series, day, isQuote)))
        {
            Ignore(file.FullName);
            return;
        }

        _files.Add(new LeanFile(file.FullName, Relative(file.FullName), file.Length, series, day, isQuote));
    }

    private static bool TrySplit(string fileName, out string name, out bool? isQuote)
    {
        name = Path.GetFileNameWithoutExtension(fileName);
        isQuote = name.EndsWith("_quote", StringComparison.OrdinalIgnoreCase) ? true
            : name.EndsWith("_trade", StringComparison.OrdinalIgnoreCase) ? false
            : null;
        name = isQuote is null ? name : name[..^"_quote".Length];
        return fileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && name.Length > 0 && !name.Contains('_', StringComparison.Ordinal);
    }

    private static bool TryParse<T>(string name, out T value)
        where T : struct, Enum =>
        Enum.TryParse(name, ignoreCase: true, out value) && value.ToString().Equals(name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Path, string Name)> Folders(string path) =>
        Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).Select(folder => (folder, Path.GetFileName(folder)));

    private static IEnumerable<FileInfo> Files(string path) =>
        new DirectoryInfo(path).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal);

    private void IgnoreFiles(string path)
    {
        foreach (var file in Files(path))
        {
            Ignore(file.FullName);
        }
    }

    private void Ignore(string path, string ending = "") => _ignored.Add(Relative(path) + ending);

    private string Relative(string path) => Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');
}

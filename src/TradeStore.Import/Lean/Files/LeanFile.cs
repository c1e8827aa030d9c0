namespace TradeStore.Import.Lean.Files;

/// <summary>One zip of a LEAN folder. <paramref name="Day"/> is missing for hour and daily files, which hold a symbol's whole history.</summary>
internal sealed record LeanFile(string FullPath, string RelativePath, long Bytes, LeanSeries Series, DateOnly? Day, bool IsQuote);

namespace TradeStore.Import;

/// <summary>A file that was stopped, or a line that was skipped, and why.</summary>
/// <param name="File">The file, relative to the folder that was imported, with <c>/</c> between its parts.</param>
/// <param name="Line">The line, from 1; <see langword="null"/> when the file as a whole is meant.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record ImportFailure(string File, long? Line, string Reason);

namespace QuickStart;

/// <summary>Something the user of the sample can put right; shown without a stack trace.</summary>
internal sealed class SampleException(string message) : Exception(message);

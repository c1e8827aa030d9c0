using System.CommandLine;
using System.Text;
using QuickStart;
using TradeStore.Storage.Errors;

Console.OutputEncoding = Encoding.UTF8;
var arguments = CommandLine.Create(Walkthrough.RunAsync).Parse(args);
if (arguments.Errors.Count > 0)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, arguments.Errors.Select(error => $"error: {error.Message} (--help shows the options)")));
    return 1;
}

try
{
    return await arguments.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped. What was acknowledged is in the store; with --store, the next run goes on from there.");
    return 1;
}
catch (Exception error) when (error is TradeStoreException or SampleException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"error: {error.Message}");
    return 1;
}

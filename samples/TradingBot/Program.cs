using System.CommandLine;
using System.Text;
using Microsoft.Extensions.Options;
using TradeStore.Storage.Errors;
using TradingBot;
using TradingBot.Running;

Console.OutputEncoding = Encoding.UTF8;
var arguments = CommandLine.Create(BotHost.RunAsync).Parse(args);
if (arguments.Errors.Count > 0)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, arguments.Errors.Select(error => $"error: {error.Message} (--help shows the options)")));
    return 1;
}

try
{
    // The host ends on Ctrl-C, in its own order and time; the command line must not end it before.
    return await arguments.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped before trading began.");
    return 1;
}
catch (Exception error) when (error is TradeStoreException or OptionsValidationException or AggregateException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"error: {error.Message}");
    return 1;
}

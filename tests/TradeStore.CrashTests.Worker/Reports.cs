using System.Text;

namespace TradeStore.CrashTests.Worker;

/// <summary>Tells the parent, one line at a time: each is in the pipe when the call returns, and survives the death of this process.</summary>
internal sealed class Reports : IDisposable
{
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Lock _gate = new();

    public void Say(string line)
    {
        lock (_gate)
        {
            _output.Write(Encoding.ASCII.GetBytes(line + "\n"));
        }
    }

    public void Dispose() => _output.Dispose();
}

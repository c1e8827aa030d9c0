using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TradeStore.Benchmarks.Ratios;

switch (args)
{
    case ["ratios", .. var options]:
        return await RatiosCommand.RunAsync(options, CancellationToken.None);
    case [StreamMemory.Command, var folder]:
        return await StreamMemory.RunChildAsync(folder, CancellationToken.None);
    case [OpenEmpty.Command, var folder]:
        return await OpenEmpty.RunChildAsync(folder, CancellationToken.None);
    default:
        // In process: the project that BenchmarkDotNet would generate inherits this repository's analyzers and lock files, and fails on them.
        var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(RatiosCommand).Assembly).Run(args, config);
        return 0;
}

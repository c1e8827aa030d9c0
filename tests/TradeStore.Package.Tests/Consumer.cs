namespace TradeStore.Package.Tests;

/// <summary>A console application elsewhere that takes <c>TradeStore</c> from the packed packages, and all else from where this machine has its packages.</summary>
internal sealed class Consumer : IDisposable
{
    private const string Name = "TradingProgram";

    private Consumer(string folder) => Folder = folder;

    /// <summary>Gets the folder of its project.</summary>
    public string Folder { get; }

    /// <param name="isRooted">Whether every type and member of TradeStore is kept when it is trimmed, so that the trimmer looks at all of them.</param>
    public static Consumer Create(bool isRooted = false)
    {
        var folder = Directory.CreateTempSubdirectory("tradestore-consumer-").FullName;
        File.WriteAllText(
            Path.Combine(folder, $"{Name}.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <UseSharedCompilation>false</UseSharedCompilation>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TradeStore" Version="{Packages.Version}" />
                {(isRooted ? """<TrimmerRootAssembly Include="TradeStore;TradeStore.Storage;TradeStore.DuckDb" />""" : "")}
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Packages.Folder}" />
              </packageSources>
            </configuration>
            """);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Consumer", "Program.cs"), Path.Combine(folder, "Program.cs"));
        return new Consumer(folder);
    }

    /// <summary>Runs it as a developer does.</summary>
    public Task<string> RunAsync(CancellationToken cancellationToken) => Command.DotnetAsync(Folder, cancellationToken, "run", "-c", "Release");

    /// <summary>Publishes it for a platform.</summary>
    public async Task<Published> PublishAsync(string platform, CancellationToken cancellationToken, params string[] settings)
    {
        var output = Path.Combine(Folder, "published", platform);
        var printed = await Command.DotnetAsync(Folder, cancellationToken, ["publish", "-c", "Release", "-r", platform, "-o", output, .. settings]);
        return new Published(output, Path.Combine(output, platform.StartsWith("win", StringComparison.Ordinal) ? $"{Name}.exe" : Name), printed);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>What was published.</summary>
/// <param name="Folder">Where.</param>
/// <param name="Program">The program in it.</param>
/// <param name="Printed">What publishing said.</param>
internal sealed record Published(string Folder, string Program, string Printed)
{
    /// <summary>Gets the size of all files in MB.</summary>
    public double Megabytes => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) / 1e6;

    /// <summary>Runs it, and returns what it printed.</summary>
    public Task<string> RunAsync(CancellationToken cancellationToken) => Command.RunAsync(Program, Folder, cancellationToken);
}

using System.Diagnostics;
using System.Globalization;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Joining;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.LoadTest;

/// <summary>
/// EdgeCore as it is published for small machines: from the start of its process until the cloud has its link, and its memory when it has
/// been idle. The node has joined before; once with the API for kubectl at the edge, and once without, as the original's nodes start.
/// </summary>
internal static class IdleEdge
{
    private const string Node = "edge-1";
    private const int Starts = 7;
    private const int ServedStarts = 3;
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    public static async Task<Outcome> RunAsync(string directory, string? program)
    {
        program ??= await PublishedEdge.MakeAsync(Path.Combine(directory, "published"));
        var arrivals = new NodeArrivals();
        using IHost cloud = LoadHosts.Cloud(
            directory, options => options.Https = "127.0.0.1:0", services => services.AddSingleton<IDeliveryObserver>(arrivals));
        await cloud.StartAsync();
        string token = Path.Combine(directory, "token");
        await File.WriteAllTextAsync(token, cloud.Services.GetRequiredService<IJoinTokens>().Create());
        string[] arguments =
        [
            "--data-dir", Path.Combine(directory, "edge"), "--node-name", Node, "--token-file", token,
            "--cloud", $"{cloud.Services.GetRequiredService<ICloudHub>().Address}",
            "--join", $"{cloud.Services.GetRequiredService<IJoinService>().Address}", "--mqtt", "127.0.0.1:0", "--api",
        ];

        _ = await StartAsync(program, [.. arguments, "off"], arrivals, TimeSpan.Zero);
        var bare = new IdleFigures();
        var served = new IdleFigures();
        for (int i = 0; i < Starts; i++)
        {
            bare.Add(await StartAsync(program, [.. arguments, "off"], arrivals, _settle));
            if (i < ServedStarts)
            {
                served.Add(await StartAsync(program, [.. arguments, "127.0.0.1:0"], arrivals, _settle));
            }
        }

        await cloud.StopAsync();
        double runtime = await RuntimeAsync(program);
        string body = string.Create(CultureInfo.InvariantCulture, $"""
            EdgeCore, one file, trimmed and compiled ahead ({new FileInfo(program).Length / 1e6:0.0} MB), {Starts} starts without the API and {ServedStarts} with it, against a
            cloud on the same machine; the node has joined before. Link up: from before the process starts until the cloud's hub has its link.
            Memory is read {_settle.TotalSeconds:0} s later. Private is anonymous memory; code that is compiled while it runs lies in shared pages that
            nobody shares and is a column of its own. Minimum / median / maximum.
            The floor: the same program prints its version in {runtime:0} ms (median of {Starts}); so long takes the runtime alone, in this hour on this machine.

            | | link up ms | resident MB | private MB | compiled code MB |
            |---|---|---|---|---|
            | hub, store, modules, broker | {bare.Row()} |
            | with the API for kubectl (`--api`) | {served.Row()} |
            """);
        return new("EdgeIdle", body, [.. bare.Figures()]);
    }

    private static async Task<double> RuntimeAsync(string program)
    {
        var times = new List<double>();
        for (int i = 0; i < Starts; i++)
        {
            long start = TimeProvider.System.GetTimestamp();
            using Process version = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true })
                ?? throw new InvalidOperationException($"{program} did not start");
            _ = await version.StandardOutput.ReadToEndAsync();
            await version.WaitForExitAsync().WaitAsync(_patience);
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Order().ElementAt(Starts / 2);
    }

    private static async Task<IdleSample> StartAsync(string program, string[] arguments, NodeArrivals arrivals, TimeSpan settle)
    {
        Task connected = arrivals.NextAsync();
        long start = TimeProvider.System.GetTimestamp();
        using Process edge = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> output = edge.StandardOutput.ReadToEndAsync();
        try
        {
            await connected.WaitAsync(_patience);
            TimeSpan up = TimeProvider.System.GetElapsedTime(start);
            await Task.Delay(settle);
            return IdleSample.Of(edge.Id, up);
        }
        finally
        {
            // As a service manager does it; what was stored stays for the next start.
            using var kill = Process.Start("kill", ["-TERM", edge.Id.ToString(CultureInfo.InvariantCulture)]);
            await edge.WaitForExitAsync().WaitAsync(_patience);
            _ = await output;
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using KubeEdge.CloudHub;

namespace KubeEdge.LoadTest;

/// <summary>Many connected nodes, in a process of their own that ends with this object.</summary>
internal sealed class Fleet : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private readonly ICloudHub _hub;
    private readonly Process _process;

    public Fleet(ICloudHub hub, string authorityFolder)
    {
        _hub = hub;
        Uri address = hub.Address ?? throw new InvalidOperationException("CloudHub does not listen.");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])[typeof(Fleet).Assembly.Location, "fleet", address.ToString(), authorityFolder])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The fleet did not start.");
    }

    /// <summary>Brings the number of connected nodes to that.</summary>
    public async Task ConnectAsync(int nodes)
    {
        using var limit = new CancellationTokenSource(_patience);
        await _process.StandardInput.WriteLineAsync(nodes.ToString(CultureInfo.InvariantCulture));
        string? answer = await _process.StandardOutput.ReadLineAsync(limit.Token);
        if (answer is null || _hub.ConnectedNodes != nodes)
        {
            throw new InvalidOperationException($"{_hub.ConnectedNodes} of {nodes} nodes are connected; the fleet says '{answer}'.");
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

using System.Globalization;
using KubeEdge.Testing;

namespace KubeEdge.EventBus.Tests.Peers;

/// <summary>Debian's mosquitto on a loopback port, with a folder in which it keeps what it must not forget.</summary>
internal sealed class MosquittoServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-mosquitto-");
    private PeerProcess? _process;

    public int Port { get; } = FreePort.Next();

    public Uri Address => new($"tcp://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}");

    public static void SkipWhereAbsent() => Assert.SkipUnless(PeerProcess.IsHere("mosquitto"), "mosquitto is not installed");

    public async Task StartAsync()
    {
        var file = Path.Combine(_folder.FullName, "mosquitto.conf");
        await File.WriteAllTextAsync(
            file,
            $"""
            listener {Port.ToString(CultureInfo.InvariantCulture)} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {_folder.FullName}/
            autosave_on_changes true
            autosave_interval 1
            max_queued_messages 0
            user root
            """);
        _process = PeerProcess.Start("mosquitto", "-v", "-c", file);
        while (await _process.ErrorLineAsync() is { } line)
        {
            if (line.Contains(" running", StringComparison.Ordinal))
            {
                // Its log must be read, or it stands still.
                _ = DrainAsync(_process);
                return;
            }
        }

        throw new InvalidOperationException("mosquitto does not start");
    }

    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            await process.KillAsync();
            await process.DisposeAsync();
        }
    }

    /// <summary>Ends it as a service manager does; it saves what it holds.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            await process.StopAsync();
            await process.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static async Task DrainAsync(PeerProcess process)
    {
        try
        {
            while (await process.ErrorLineAsync() is not null)
            {
            }
        }
        catch (Exception fault) when (fault is TimeoutException or InvalidOperationException or ObjectDisposedException)
        {
            // It has ended, or the test has.
        }
    }
}

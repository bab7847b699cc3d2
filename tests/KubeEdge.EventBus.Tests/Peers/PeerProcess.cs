using System.Diagnostics;
using System.Text;

namespace KubeEdge.EventBus.Tests.Peers;

/// <summary>A program of somebody else. Ended with its test whatever happens.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    public StreamWriter Input => _process.StandardInput;

    public static bool IsHere(string program) =>
        File.Exists(Path.Combine("/usr/bin", program)) || File.Exists(Path.Combine("/usr/sbin", program));

    public static PeerProcess Start(string program, params string[] arguments)
    {
        var sbin = Path.Combine("/usr/sbin", program);
        var start = new ProcessStartInfo(File.Exists(sbin) ? sbin : program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        return new PeerProcess(process);
    }

    public Task<string?> LineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(_limit);

    public Task<string?> ErrorLineAsync() => _process.StandardError.ReadLineAsync().WaitAsync(_limit);

    /// <summary>Waits for its end and expects that it was content.</summary>
    public async Task SucceedsAsync()
    {
        _process.StandardInput.Close();
        var errors = _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync().WaitAsync(_limit);
        Assert.True(_process.ExitCode == 0, await errors.WaitAsync(_limit));
    }

    /// <summary>Ends it as a system does that needs its memory.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(_limit);
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(_limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}

using System.Diagnostics;
using System.Text;

namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>A process of the system under test: its output is kept, and it is ended by its process id at the latest on dispose.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _lock = new();

    private RunningProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_lock)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>One of the build's programs.</summary>
    public static RunningProcess Start(string program, IEnumerable<string> arguments) =>
        StartFile("dotnet", [Programs.PathOf(program), .. arguments]);

    /// <summary>Any program.</summary>
    public static RunningProcess StartFile(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var running = new RunningProcess(new Process { StartInfo = start });
        running._process.OutputDataReceived += running.Keep;
        running._process.ErrorDataReceived += running.Keep;
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>SIGKILL, as a power cut does it to a process.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(_limit);
    }

    /// <summary>What Ctrl-C does; the exit code says whether it ended cleanly.</summary>
    public Task<int> InterruptAsync() => SignalAsync("-INT");

    /// <summary>What a service manager does; likewise.</summary>
    public Task<int> TerminateAsync() => SignalAsync("-TERM");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task<int> SignalAsync(string signal)
    {
        using (var kill = Process.Start("kill", [signal, Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(_limit);
        return _process.ExitCode;
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (_lock)
        {
            _output.AppendLine(e.Data);
        }
    }
}

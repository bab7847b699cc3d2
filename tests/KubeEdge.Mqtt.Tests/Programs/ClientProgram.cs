using System.Diagnostics;
using KubeEdge.Mqtt.Tests.Broker;

namespace KubeEdge.Mqtt.Tests.Programs;

/// <summary>Runs a client program of others.</summary>
internal static class ClientProgram
{
    /// <summary>Skips the test where the program is not installed.</summary>
    public static void Require(string path, string package) => Assert.SkipUnless(File.Exists(path), $"{package} is not installed");

    /// <summary>Runs it to its end, which has to be a good one.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(RawClient.Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end: {await output} {await error}");
        }

        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await error} {await output}");
        return await output;
    }

    public static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
        ?? throw new InvalidOperationException($"{program} did not start.");
}

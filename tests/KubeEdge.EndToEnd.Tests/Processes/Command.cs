using System.Diagnostics;

namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>Runs a command to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    public static Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, string? input = null, string directory = "") =>
        RunAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = directory }, input: input);

    public static async Task<CommandResult> RunAsync(ProcessStartInfo start, TimeSpan? limit = null, string? input = null)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit ?? _limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end within {limit ?? _limit}");
        }

        return new(process.ExitCode, await output, await error);
    }
}

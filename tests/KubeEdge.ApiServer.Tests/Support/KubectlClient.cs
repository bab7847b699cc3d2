using System.Diagnostics;

namespace KubeEdge.ApiServer.Tests.Support;

/// <summary>The stock kubectl of this machine.</summary>
internal sealed class KubectlClient(TestServer server)
{
    public const string Missing = "kubectl is not installed (eng/test.sh installs it)";

    public static string? Program { get; } = Find();

    public static void RequireOrSkip() => Assert.SkipWhen(Program is null, Missing);

    /// <summary>Runs kubectl and returns its output; it must succeed.</summary>
    public async Task<string> RunAsync(string input, params string[] arguments)
    {
        var (code, text, errors) = await TryRunAsync(input, arguments);
        Assert.True(code == 0, $"kubectl {string.Join(' ', arguments)}: exit {code}\n{text}\n{errors}");
        return text;
    }

    public async Task<(int Code, string Output, string Errors)> TryRunAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        var text = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await text, await errors);
    }

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program ?? throw new InvalidOperationException(Missing))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = server.Folder,
        };
        start.Environment["KUBECONFIG"] = server.Kubeconfig;
        // Discovery is cached below the home folder; each server has its own.
        start.Environment["HOME"] = server.Folder;
        start.Environment["TZ"] = "UTC";
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("kubectl did not start.");
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "kubectl"))
        .FirstOrDefault(File.Exists);
}

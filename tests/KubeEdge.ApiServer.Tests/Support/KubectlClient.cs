using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Tests.Support;

/// <summary>A stock kubectl, by default that of this machine.</summary>
/// <param name="server">Its cluster; its home is the server's folder.</param>
/// <param name="program">The executable; null: the one on the path.</param>
/// <param name="folder">Where it works; null: the server's folder.</param>
internal sealed class KubectlClient(TestServer server, string? program = null, string? folder = null)
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

    public Task<(int Code, string Output, string Errors)> TryRunAsync(string input, params string[] arguments) =>
        TryRunAsync(input, [], arguments);

    public async Task<(int Code, string Output, string Errors)> TryRunAsync(
        string input, IEnumerable<(string Name, string Value)> environment, string[] arguments)
    {
        using var process = Start(environment, arguments);
        var text = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It gave up before it read its input, and says why.
        }

        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            // Its home is removed with the server.
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await text, await errors);
    }

    /// <summary>The minor version of the client, for example 32.</summary>
    public async Task<int> MinorVersionAsync()
    {
        var version = JsonNode.Parse(await RunAsync(string.Empty, "version", "--client", "-o", "json"));
        var text = version?["clientVersion"]?["gitVersion"]?.GetValue<string>() ?? string.Empty;
        return int.Parse(text.Split('.')[1], CultureInfo.InvariantCulture);
    }

    public Process Start(params string[] arguments) => Start([], arguments);

    public Process Start(IEnumerable<(string Name, string Value)> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(program ?? Program ?? throw new InvalidOperationException(Missing))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? server.Folder,
        };
        start.Environment["KUBECONFIG"] = server.Kubeconfig;
        // Discovery is cached below the home folder; each server has its own.
        start.Environment["HOME"] = server.Folder;
        start.Environment["TZ"] = "UTC";
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

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

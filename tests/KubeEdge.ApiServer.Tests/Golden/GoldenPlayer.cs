using System.Diagnostics;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Golden;

/// <summary>Plays one scenario on a server of its own.</summary>
/// <param name="server">The server.</param>
/// <param name="program">The client.</param>
/// <param name="pace">How many times as long as in the recording is waited where nothing but time tells.</param>
internal sealed class GoldenPlayer(TestServer server, string program, int pace)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(300);

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(server.Folder, "work")).FullName;
    private readonly KubectlClient _kubectl = new(server, program, Path.Combine(server.Folder, "work"));

    public static async Task<List<GoldenOutcome>> PlayAsync(IReadOnlyList<GoldenRow> rows, string program, int pace)
    {
        await using var server = await TestServer.StartAsync();
        return await new GoldenPlayer(server, program, pace).PlayAsync(rows);
    }

    private async Task<List<GoldenOutcome>> PlayAsync(IReadOnlyList<GoldenRow> rows)
    {
        foreach (var ns in rows[0].Namespaces)
        {
            (await server.PostAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{ns}}}"}}""")).Expect(201);
        }

        var outcomes = new List<GoldenOutcome>();
        foreach (var row in rows)
        {
            foreach (var (name, text) in row.Files)
            {
                await File.WriteAllTextAsync(Path.Combine(_folder, name), text);
            }

            var (exit, output, errors) = row.Linger > TimeSpan.Zero ? await RunBesideAsync(row) : await RunAsync(row);
            if (row.IsCase)
            {
                outcomes.Add(new GoldenOutcome(row, exit, Normalise(output), Normalise(errors)));
            }

            // Recorded waits: what the row sets going must have happened before the next one.
            await Task.Delay(row.Pause * pace);
        }

        return outcomes;
    }

    private async Task<(int Exit, string Output, string Errors)> RunAsync(GoldenRow row)
    {
        try
        {
            return await _kubectl.TryRunAsync(row.Input, row.Environment, row.Arguments).WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            return (-1, string.Empty, "it did not end");
        }
    }

    /// <summary>Starts the row's invocation and makes others while it runs.</summary>
    private async Task<(int Exit, string Output, string Errors)> RunBesideAsync(GoldenRow row)
    {
        using var process = _kubectl.Start(row.Environment, row.Arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();

        // The process says nothing when its watch stands, so this waits as long as the recording did.
        await Task.Delay(row.Delay * pace);
        foreach (var arguments in row.During)
        {
            await _kubectl.TryRunAsync(string.Empty, arguments);

            // As in the recording, so that each change is an event of its own.
            await Task.Delay(_between * pace);
        }

        await EndAsync(process, row.Linger * pace);
        return (process.ExitCode, await output, await errors);
    }

    private static async Task EndAsync(Process process, TimeSpan linger)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(linger);
        }
        catch (TimeoutException)
        {
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(_patience);
        }
    }

    private string Normalise(string text) => GoldenText.Normalise(text, server.Address, _folder);
}

namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>What a command that has ended printed and returned.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public string Ok() =>
        ExitCode == 0 ? Output : throw new InvalidOperationException($"exit code {ExitCode}\n{Output}\n{Error}");
}

using KubeEdge.EndToEnd.Tests.Processes;

namespace KubeEdge.EndToEnd.Tests.Scenarios;

/// <summary>What the hosts do with the original's command line when they are not to run.</summary>
public sealed class HostCommands : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("EdgeCore", "--minconfig")]
    [InlineData("EdgeCore", "--defaultconfig")]
    [InlineData("CloudCore", "--minconfig")]
    [InlineData("CloudCore", "--defaultconfig")]
    public async Task PrintedFile_IsReadAgain(string program, string option)
    {
        CommandResult printed = await RunAsync(program, option);
        await File.WriteAllTextAsync(_folder["printed.yaml"], printed.Output);

        CommandResult check = await RunAsync(program, "--config", _folder["printed.yaml"], "--data-dir", _folder["data"], "--check");

        Assert.Equal(0, printed.ExitCode);
        Assert.Contains("folder", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("printed.yaml:", check.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EdgeCore", "edgecore.config.kubeedge.io/v1alpha2", "modules: {edgeHub: {heartbeat: soon}}")]
    [InlineData("CloudCore", "cloudcore.config.kubeedge.io/v1alpha1", "modules: {cloudHub: {nodeLimit: all}}")]
    public async Task WrongFile_EndsWithItsPlaceAndNoStack(string program, string version, string text)
    {
        await File.WriteAllTextAsync(_folder["wrong.yaml"], $"apiVersion: {version}\nkind: {program}\n{text}\n");

        CommandResult result = await RunAsync(program, "--config", _folder["wrong.yaml"]);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"{_folder["wrong.yaml"]}:3:", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Check_NodeWithoutCertificates_EndsWithOne()
    {
        CommandResult result = await RunAsync("EdgeCore", "--data-dir", _folder["edge"], "--api", "127.0.0.1:0", "--check");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("FAIL  certificates", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["edge"]));
    }

    [Fact]
    public async Task Check_CloudThatCanStart_EndsWithZero()
    {
        CommandResult result = await RunAsync(
            "CloudCore",
            ["--data-dir", _folder["cloud"], "--embedded-api", "127.0.0.1:0", "--hub", "127.0.0.1:0", "--https", "127.0.0.1:0", "--check"]);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<CommandResult> RunAsync(string program, params string[] arguments) =>
        Command.RunAsync("dotnet", [Programs.PathOf(program), .. arguments]);
}

namespace KubeEdge.NodeAgent.Tests;

public class NodeAgentOptionsTests
{
    private static readonly NodeAgentOptionsValidator _validator = new();

    [Fact]
    public void Validate_Defaults_AreFine() =>
        Assert.True(_validator.Validate(null, new NodeAgentOptions()).Succeeded);

    [Fact]
    public void Validate_SeveralFaults_AllAreNamed()
    {
        var options = new NodeAgentOptions
        {
            MaxPods = -1,
            KubeletVersion = " ",
            LeaseDuration = TimeSpan.FromSeconds(1),
            StatusInterval = TimeSpan.Zero,
            StatusReportInterval = TimeSpan.FromHours(2),
        };

        var message = _validator.Validate(null, options).FailureMessage;

        Assert.All(
            ["MaxPods", "KubeletVersion", "LeaseDuration", "StatusInterval", "StatusReportInterval"],
            name => Assert.Contains($"NodeAgent: {name} ", message, StringComparison.Ordinal));
    }

    [Fact]
    public void KubeletVersion_Default_NamesTheReleaseWhoseWireItSpeaks() =>
        Assert.StartsWith("v1.26.10-kubeedge-v1.15.1+dotnet.", new NodeAgentOptions().KubeletVersion, StringComparison.Ordinal);
}

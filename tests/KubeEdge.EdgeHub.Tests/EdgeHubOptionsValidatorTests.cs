namespace KubeEdge.EdgeHub.Tests;

public class EdgeHubOptionsValidatorTests
{
    [Fact]
    public void Validate_NameAndServer_IsAllThatIsNeeded() => Assert.True(Validate(static _ => { }).Succeeded);

    [Theory]
    [InlineData("")]
    [InlineData("Edge-1")]
    [InlineData("-edge")]
    [InlineData("edge-.a")]
    [InlineData("edge..1")]
    [InlineData("edge/1")]
    public void Validate_BadNodeName_IsNamed(string name) =>
        Assert.Contains("NodeName", Validate(options => options.NodeName = name).FailureMessage, StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("https://cloud:10000")]
    [InlineData("/relative")]
    public void Validate_BadServer_IsNamed(string? server) => Assert.Contains(
        "Server", Validate(options => options.Server = server is null ? null : new Uri(server, UriKind.RelativeOrAbsolute)).FailureMessage, StringComparison.Ordinal);

    [Fact]
    public void Validate_SeveralFaults_NamesAll()
    {
        var result = Validate(static options =>
        {
            options.Heartbeat = TimeSpan.Zero;
            options.KeyFile = " ";
            options.Reconnect.MaximumDelay = TimeSpan.FromMilliseconds(1);
            options.ProjectId = "a/b";
            options.Link.WriteTimeout = TimeSpan.Zero;
        });

        Assert.Equal(5, result.Failures?.Count());
    }

    [Theory]
    [InlineData("edge-1")]
    [InlineData("1")]
    [InlineData("a.b-c.d")]
    public void Validate_GoodNodeName_Passes(string name) => Assert.True(Validate(options => options.NodeName = name).Succeeded);

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(Action<EdgeHubOptions> change)
    {
        var options = new EdgeHubOptions { NodeName = "edge-1", Server = new Uri("wss://127.0.0.1:10000") };
        change(options);
        return new EdgeHubOptionsValidator().Validate(null, options);
    }
}

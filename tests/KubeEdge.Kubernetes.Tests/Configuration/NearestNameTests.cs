using KubeEdge.Kubernetes.Configuration;

namespace KubeEdge.Kubernetes.Tests.Configuration;

public sealed class NearestNameTests
{
    private static readonly string[] _known = ["enable", "heartbeat", "httpServer", "websocket", "quic"];

    [Theory]
    [InlineData("heartbeet", "heartbeat")]
    [InlineData("HTTPServers", "httpServer")]
    [InlineData("webscoket", "websocket")]
    [InlineData("enabled", "enable")]
    [InlineData("quick", "quic")]
    [InlineData("dnsNames", null)]
    [InlineData("q", null)]
    public void Find_NameWithASlip_GivesTheOneThatWasMeant(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, _known));
}

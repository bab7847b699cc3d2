using System.Net;
using System.Security.Cryptography;
using System.Text;
using KubeEdge.CloudHub.Tests.Support;

namespace KubeEdge.CloudHub.Tests.Joining;

public sealed class SingleUseTokenTests
{
    [Fact]
    public async Task Join_SingleUseTokenForAnyNode_ServesTheFirstNodeOnlyEvenToTheSameKey()
    {
        using var folder = new TemporaryDirectory();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var api = await FakeApi.StartAsync();
        await using var hub = await CloudRig.StartAsync(folder.Path, api.Address, options => options.HttpsPort = 0);
        var bearer = JoinClient.Bearer(hub.Tokens.Create(singleUse: true));

        var first = await JoinClient.GetAsync(hub.Join, "edge.crt", JoinClient.Request(key), bearer, node: "edge-1");
        var other = await JoinClient.GetAsync(hub.Join, "edge.crt", JoinClient.Request(key), bearer, node: "edge-2");
        var again = await JoinClient.GetAsync(hub.Join, "edge.crt", JoinClient.Request(key), bearer, node: "edge-1");

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, other.Status);
        Assert.Contains("used already", Encoding.UTF8.GetString(other.Body), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(first.Body, again.Body);
    }
}

using System.Text.Json.Nodes;
using KubeEdge.MetaManager.Tokens;

namespace KubeEdge.MetaManager.Tests.Tokens;

public class TokenKeyTests
{
    private const string Request =
        """{"spec":{"audiences":["a"],"expirationSeconds":3607,"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p","uid":"u1"}}}""";

    [Fact]
    public void Of_SameRequest_IsTheSameWhateverElseItHolds()
    {
        var withMore = Request.Replace("{\"spec\"", "{\"status\":{\"token\":\"x\"},\"metadata\":{},\"spec\"", StringComparison.Ordinal);

        Assert.Equal(Of("default", "robot", Request), Of("default", "robot", withMore));
    }

    [Theory]
    [InlineData("other", "robot", Request)]
    [InlineData("default", "other", Request)]
    [InlineData("default", "robot", """{"spec":{"audiences":["b"],"expirationSeconds":3607,"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p","uid":"u1"}}}""")]
    [InlineData("default", "robot", """{"spec":{"audiences":null,"expirationSeconds":3607,"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p","uid":"u1"}}}""")]
    [InlineData("default", "robot", """{"spec":{"audiences":["a"],"expirationSeconds":600,"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p","uid":"u1"}}}""")]
    [InlineData("default", "robot", """{"spec":{"audiences":["a"],"expirationSeconds":3607,"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p","uid":"u2"}}}""")]
    [InlineData("default", "robot", """{"spec":{"audiences":["a"],"expirationSeconds":3607}}""")]
    [InlineData("default", "robot", "{}")]
    public void Of_AnyPartDiffers_IsAnother(string space, string account, string request) =>
        Assert.NotEqual(Of("default", "robot", Request), Of(space, account, request));

    [Fact]
    public void Of_PartsWithSeparators_DoNotRunIntoEachOther() =>
        Assert.NotEqual(Of("a\",\"b", "c", "{}"), Of("a", "b\",\"c", "{}"));

    private static string Of(string space, string account, string request) =>
        TokenKey.Of(space, account, JsonNode.Parse(request)!.AsObject());
}

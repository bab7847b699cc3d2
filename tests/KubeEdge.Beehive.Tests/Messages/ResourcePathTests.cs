using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Messages;

public sealed class ResourcePathTests
{
    [Theory]
    [InlineData("default/configmap/demo", "default", "configmap", "demo")]
    [InlineData("null/node/edge-1", "null", "node", "edge-1")]
    [InlineData("default/configmap", "default", "configmap", "")]
    public void TryParse_PathOfAnObject_SplitsItAndWritesItBack(string text, string ns, string type, string name)
    {
        Assert.True(ResourcePath.TryParse(text, out var path));
        Assert.Equal(new ResourcePath(ns, type, name), path);
        Assert.Equal(text, path.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("node")]
    [InlineData("/configmap/demo")]
    [InlineData("default//demo")]
    [InlineData("default/")]
    [InlineData("node/edge-1/default/configmap/demo")]
    public void TryParse_AnythingElse_IsFalse(string? text) => Assert.False(ResourcePath.TryParse(text, out _));

    [Fact]
    public void ForNode_Path_IsTheFormThatTrimsBack()
    {
        var text = new ResourcePath("default", "configmap", "demo").ForNode("edge-1");

        Assert.Equal("node/edge-1/default/configmap/demo", text);
        Assert.True(ResourcePath.TryTrimNode(text, out var node, out var rest));
        Assert.Equal(("edge-1", "default/configmap/demo"), (node, rest));
    }

    [Theory]
    [InlineData("node")]
    [InlineData("node/")]
    [InlineData("node/edge-1")]
    [InlineData("node/edge-1/")]
    [InlineData("node//x")]
    [InlineData("nodes/edge-1/x")]
    public void TryTrimNode_NotOfThatForm_IsFalse(string text)
    {
        Assert.False(ResourcePath.TryTrimNode(text, out var node, out var rest));
        Assert.Equal(("", ""), (node, rest));
    }
}

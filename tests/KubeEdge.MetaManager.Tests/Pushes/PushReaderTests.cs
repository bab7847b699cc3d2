using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaManager.Tests.Fakes;

namespace KubeEdge.MetaManager.Tests.Pushes;

public class PushReaderTests
{
    private const string Status =
        """{"ErrStatus":{"metadata":{},"status":"Failure","message":"configmaps \"a\" not found","reason":"NotFound","code":404}}""";

    private readonly PushReader _reader = new(new WireTypes(ResourceTable.Default));

    [Theory]
    [InlineData("default/configmap/a", "configmaps/default/a")]
    [InlineData("kube-node-lease/lease/a", "leases.coordination.k8s.io/kube-node-lease/a")]
    [InlineData("default/node/a", "nodes/a")]
    [InlineData("null/node/a", "nodes/a")]
    [InlineData("null/clusterrole/a", "clusterroles.rbac.authorization.k8s.io/a")]
    [InlineData("default/device/a", "devices.devices.kubeedge.io/default/a")]
    [InlineData("default/widget/a", "widget/default/a")]
    [InlineData("null/widget/a", "widget/a")]
    public void Read_Path_DecidesTheKey(string resource, string key)
    {
        var push = Read("update", resource, """{"kind":"X","apiVersion":"x/v1","metadata":{"name":"a","uid":"u","resourceVersion":"5"}}""");

        Assert.Equal((PushKind.Put, key), (push.Kind, push.Key.ToString()));
        Assert.Equal(("u", 5UL), (push.Uid, push.ResourceVersion));
    }

    [Fact]
    public void Read_DeleteWithoutKind_FindsTheKeyOfTheInsert()
    {
        foreach (var type in ResourceTable.Default.All)
        {
            var resource = $"{(type.IsNamespaced ? "default" : "null")}/{type.Singular}/a";
            var insert = Read("insert", resource, $$$"""{"kind":"{{{type.Kind}}}","apiVersion":"{{{type.ApiVersion}}}","metadata":{"name":"a","resourceVersion":"1"}}""");
            var delete = Read("delete", resource, """{"metadata":{"name":"a","namespace":"default","uid":"u"}}""");

            Assert.Equal((PushKind.Delete, insert.Key, "u"), (delete.Kind, delete.Key, delete.Uid));
        }
    }

    [Theory]
    [InlineData("query")]
    [InlineData("patch")]
    [InlineData("connect")]
    [InlineData("createvolume")]
    [InlineData("")]
    public void Read_OtherOperation_IsNoPush(string operation) =>
        Assert.Equal(PushKind.None, Read(operation, "default/configmap/a", "null").Kind);

    [Fact]
    public void Read_ResponseOk_HoldsNoObject()
    {
        var message = Messages.Push("response", "default/configmap/a", "null");

        var push = _reader.Read(new Message(message.Header, message.Route, MessageContent.Text("OK")));

        Assert.Equal(PushKind.NoObject, push.Kind);
    }

    [Theory]
    [InlineData(Status)]
    [InlineData("""{"Object":null,"Err":{"ErrStatus":{"code":404}}}""")]
    [InlineData("""{"Object":{"metadata":{}},"Err":{"ErrStatus":{"code":404}}}""")]
    public void Read_ErrorInPlaceOfAnObject_IsNeverStored(string content)
    {
        Assert.Equal(PushKind.NoObject, Read("response", "default/configmap/a", content).Kind);
        Assert.Equal(PushKind.Malformed, Read("update", "default/configmap/a", content).Kind);
    }

    [Fact]
    public void Read_WrappedObject_IsUnwrapped()
    {
        var push = Read("response", "kube-node-lease/lease/a", """{"Object":{"metadata":{"name":"a","namespace":"kube-node-lease","uid":"u","resourceVersion":"7"},"spec":{}},"Err":null}""");

        Assert.Equal((PushKind.Put, 7UL), (push.Kind, push.ResourceVersion));
        Assert.DoesNotContain("Err", System.Text.Encoding.UTF8.GetString(push.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TextThatHoldsTheObject_IsReadAsTheObject()
    {
        var message = Messages.Push("update", "default/configmap/a", "null");

        var push = _reader.Read(new Message(message.Header, message.Route, MessageContent.Text(Messages.ConfigMap("a", "u", 4))));

        Assert.Equal((PushKind.Put, 4UL), (push.Kind, push.ResourceVersion));
    }

    [Fact]
    public void Read_VersionOnlyInTheHeader_IsTaken()
    {
        var message = Messages.Push("update", "default/configmap/a", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"}}""");

        Assert.Equal(12UL, _reader.Read(message.WithHeader(message.Header with { ResourceVersion = "12" })).ResourceVersion);
    }

    [Theory]
    [InlineData("default", "", "default")]
    [InlineData("configmap", "{}", "'configmap'")]
    [InlineData("a/b/c/d", "{}", "'a/b/c/d'")]
    [InlineData("default/configmap", "{}", "'default/configmap'")]
    [InlineData("default/configmap/a", "null", "content")]
    [InlineData("default/configmap/a", "[]", "content")]
    [InlineData("default/configmap/a", "7", "content")]
    [InlineData("default/configmap/a", "{}", "content")]
    [InlineData("default/configmap/a", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"b","resourceVersion":"1"}}""", "metadata.name is 'b'")]
    [InlineData("default/configmap/a", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"x","resourceVersion":"1"}}""", "metadata.namespace is 'x'")]
    [InlineData("default/configmap/a", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"one"}}""", "resourceVersion 'one'")]
    [InlineData("default/configmap/a", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"}}""", "resourceVersion ''")]
    [InlineData("default/configmap/a", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"-1"}}""", "resourceVersion '-1'")]
    [InlineData("default/widget/a", """{"metadata":{"name":"a","resourceVersion":"1"}}""", "content")]
    public void Read_Malformed_SaysWhatAndWhere(string resource, string content, string contains)
    {
        var push = Read("update", resource, content.Length == 0 ? "null" : content);

        Assert.Equal(PushKind.Malformed, push.Kind);
        Assert.Contains(contains, push.Error, StringComparison.Ordinal);
        Assert.StartsWith("update", push.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void PathOf_EveryKnownType_IsTheInverse()
    {
        var types = new WireTypes(ResourceTable.Default);
        foreach (var type in ResourceTable.Default.All)
        {
            var path = new ResourcePath(type.IsNamespaced ? "default" : "null", type.Singular, "a");
            var key = types.KeyOf(path, out _);

            Assert.Equal(path, types.PathOf(key));
        }
    }

    private Push Read(string operation, string resource, string content) => _reader.Read(Messages.Push(operation, resource, content));
}
